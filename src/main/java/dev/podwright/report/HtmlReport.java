package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import dev.podwright.source.SourceFile;
import dev.podwright.template.HtmlTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// A run as one page that needs nothing but a browser: no script, nothing from elsewhere. Written after the run's last
/// event.
final class HtmlReport implements RunListener {
    private static final String TEMPLATE = "report.html.ftl";

    private final OutputStream out;
    private final HtmlTemplate template;
    private final HtmlRun run = new HtmlRun();

    HtmlReport(OutputStream out) {
        this.out = out;
        this.template = template();
    }

    @Override
    public void on(RunEvent event) {
        run.add(event);
        if (event instanceof RunEvent.RunFinished last) {
            // A writer made like this replaces what UTF-8 can't hold; one from Files gives up
            try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                writer.write(template.render(new HtmlPage(run, last).values()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static HtmlTemplate template() {
        try (InputStream text = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
            if (text == null) {
                throw new IllegalStateException("the program lacks its resource " + TEMPLATE);
            }
            return HtmlTemplate.compile(
                    new SourceFile(TEMPLATE, new String(text.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
