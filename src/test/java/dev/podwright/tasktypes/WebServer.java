package dev.podwright.tasktypes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Pages on loopback, some of which ask for a login. What begins with `/flaky` fails the first time.
final class WebServer implements AutoCloseable {
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, String> logins = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    WebServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    void page(String path, String text) {
        pages.put(path, text);
    }

    /// @param authorization the header without which the page is refused
    void page(String path, String text, String authorization) {
        page(path, text);
        logins.put(path, authorization);
    }

    /// The paths that were asked for, in order.
    List<String> asked() {
        return asked;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean first = !asked.contains(path);
        asked.add(path);
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = pages.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
        int status = body.length == 0 ? 404 : given.equals(logins.getOrDefault(path, given)) ? 200 : 403;
        if (first && path.startsWith("/flaky")) {
            status = 503;
        }
        exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
        if (status == 200) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
