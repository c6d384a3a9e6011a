package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunEvent.HostUnreachable;
import dev.podwright.engine.RunEvent.TaskFinished;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.TaskResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A run as JUnit's XML: a test suite a host, a test case a task. Written after the run's last event.
final class JUnitReport implements RunListener {
    private final OutputStream out;
    private final Finished finished = new Finished();

    JUnitReport(OutputStream out) {
        this.out = out;
    }

    @Override
    public void on(RunEvent event) {
        finished.add(event);
        if (event instanceof RunEvent.RunFinished last) {
            try (out) {
                write(last);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (XMLStreamException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }

    private void write(RunEvent.RunFinished last) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "podwright " + last.runId());
        xml.writeAttribute("time", seconds(last.took().toMillis()));
        for (Map.Entry<String, List<TaskFinished>> host : finished.tasks().entrySet()) {
            suite(xml, host.getKey(), host.getValue());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private void suite(XMLStreamWriter xml, String host, List<TaskFinished> tasks) throws XMLStreamException {
        HostUnreachable unreachable = finished.unreachable().get(host);
        long lost = count(tasks, State.UNREACHABLE);
        int connection = unreachable != null && lost == 0 ? 1 : 0;
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(host));
        xml.writeAttribute("tests", String.valueOf(tasks.size() + connection));
        xml.writeAttribute("failures", String.valueOf(count(tasks, State.FAILED)));
        xml.writeAttribute("errors", String.valueOf(lost + connection));
        xml.writeAttribute("skipped", String.valueOf(count(tasks, State.SKIPPED) + count(tasks, State.UNKNOWN)));
        xml.writeAttribute(
                "time",
                seconds(tasks.stream().mapToLong(task -> task.took().toMillis()).sum()));
        if (unreachable != null && connection == 1) {
            connectionCase(xml, unreachable);
        }
        for (TaskFinished task : tasks) {
            taskCase(xml, task);
        }
        xml.writeEndElement();
    }

    private long count(List<TaskFinished> tasks, State state) {
        return tasks.stream().filter(task -> State.of(task.outcome()) == state).count();
    }

    private static void connectionCase(XMLStreamWriter xml, HostUnreachable event) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", "connect");
        xml.writeAttribute("classname", clean(event.host()));
        element(xml, "error", event.message(), event.hint());
        xml.writeEndElement();
    }

    private void taskCase(XMLStreamWriter xml, TaskFinished task) throws XMLStreamException {
        TaskResult result = task.outcome().result();
        boolean hidden = result.hidden();
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", clean(task.name()));
        xml.writeAttribute("classname", clean(task.host() + "." + task.type()));
        xml.writeAttribute("file", clean(task.location().file().name()));
        xml.writeAttribute("line", String.valueOf(task.location().line()));
        xml.writeAttribute("time", seconds(task.took().toMillis()));
        String details = hidden ? "" : String.join("\n", new FailureText(new Paint(false)).lines(task));
        String message = hidden ? "(hidden by no_log)" : result.msg();
        switch (State.of(task.outcome())) {
            case FAILED -> element(xml, "failure", message, details);
            case UNREACHABLE -> element(xml, "error", message, details);
            case SKIPPED, UNKNOWN -> element(xml, "skipped", message, "");
            case OK, CHANGED, WOULD_CHANGE, IGNORED, RESCUED -> {}
        }
        if (!hidden) {
            streams(xml, task, result);
        }
        xml.writeEndElement();
    }

    private void streams(XMLStreamWriter xml, TaskFinished task, TaskResult result) throws XMLStreamException {
        List<String> changes = new ChangeText(new Paint(false), task.diff().orElse(true)).lines(result.changes());
        String head = String.join(
                "\n",
                changes.isEmpty() ? List.of() : List.of(State.of(task.outcome()).word() + ":"));
        String out = (head + "\n" + String.join("\n", changes) + "\n" + result.stdout()).strip();
        if (!out.isEmpty()) {
            text(xml, "system-out", out);
        }
        if (!result.stderr().isBlank()) {
            text(xml, "system-err", result.stderr());
        }
    }

    private static void element(XMLStreamWriter xml, String name, String message, String details)
            throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("message", clean(message));
        xml.writeCharacters(clean(details));
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    /// Without the characters that XML has no way to write; the writer doesn't look for them.
    private static String clean(String text) {
        String printable = Text.printable(text);
        return printable
                .codePoints()
                .filter(point -> point != 0xFFFE && point != 0xFFFF && !(point >= 0xD800 && point <= 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
