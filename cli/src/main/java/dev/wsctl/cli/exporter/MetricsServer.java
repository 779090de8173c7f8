package dev.wsctl.cli.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code GET /metrics} for Prometheus; few threads, since a scrape that waits costs nothing but one of them. */
public final class MetricsServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int BACKLOG = 16;
    private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";
    private static final String ABOUT =
            "<!doctype html><title>wsctl exporter</title><p>wsctl exporter: <a href=\"/metrics\">/metrics</a>\n";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Scraper scraper;
    private final Duration patience;

    /**
     * Accepts connections when it returns.
     *
     * @param patience how long a scrape may wait for collectors; less where Prometheus says that it waits less
     * @throws WsctlException when the address cannot be had
     */
    public MetricsServer(InetSocketAddress address, Scraper scraper, Duration patience) {
        this.scraper = scraper;
        this.patience = patience;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new WsctlException(
                    ExitCode.CRITICAL,
                    "can't listen on " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage(),
                    "another --listen; port 0 takes any that is free");
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, 405, "text/plain; charset=utf-8", "GET only\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", scrape(exchange));
                case "/-/healthy" -> send(exchange, 200, "text/plain; charset=utf-8", "ok\n");
                case "/" -> send(exchange, 200, "text/html; charset=utf-8", ABOUT);
                default -> send(exchange, 404, "text/plain; charset=utf-8", "not here; try /metrics\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String scrape(HttpExchange exchange) throws InterruptedException {
        Duration wait = patience;
        String given = exchange.getRequestHeaders().getFirst(TIMEOUT_HEADER);
        if (given != null) {
            try {
                // A tenth is kept for the way back.
                Duration allowed = Duration.ofMillis((long) (Double.parseDouble(given) * 900));
                wait = !allowed.isNegative() && allowed.compareTo(patience) < 0 ? allowed : patience;
            } catch (NumberFormatException e) {
                // Not Prometheus; ours holds.
            }
        }
        return scraper.scrape(wait);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Lets scrapes under way end, for a second. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
