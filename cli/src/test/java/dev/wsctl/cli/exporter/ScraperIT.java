package dev.wsctl.cli.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.option.RedisUrl;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.PrometheusParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what a scrape does to Redis, and a broken Redis to a scrape")
class ScraperIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger looks = new AtomicInteger();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private Scraper scraper(EmbeddedRedis redis, Duration interval, Duration deadline) {
        Collector collector = new Collector("health", interval, deadline, (metrics, source) -> {
            looks.incrementAndGet();
            metrics.gauge("wsctl_up", "Up.", source.connect().info().is("role", "master") ? 1 : 0);
        });
        return new Scraper(
                RedisUrl.parse(redis.url(), "--redis"),
                "1",
                List.of(collector),
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("twenty scrapes at once, and more within the interval, ask Redis once")
    void manyScrapesAskOnce() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Scraper scraper = scraper(redis, Duration.ofHours(1), PATIENCE);
                MetricsServer server = new MetricsServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), scraper, PATIENCE)) {
            HttpClient client = HttpClient.newHttpClient();
            URI url = URI.create("http://127.0.0.1:" + server.address().getPort() + "/metrics");
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(
                        client.sendAsync(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> response = answer.join();
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("Content-Type"))
                        .hasValue("text/plain; version=0.0.4; charset=utf-8");
                assertThat(PrometheusParser.parse(response.body())).containsEntry("wsctl_up", 1.0);
            }
            assertThat(looks).hasValue(1);
            assertThat(status(client, url.resolve("/-/healthy"), "GET")).isEqualTo(200);
            assertThat(status(client, url.resolve("/secret"), "GET")).isEqualTo(404);
            assertThat(status(client, url, "POST")).isEqualTo(405);
        }
    }

    private static int status(HttpClient client, URI url, String method) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    @DisplayName("with Redis gone or hung a scrape answers in time: up is 0, no old figure stands, and it comes back")
    void aBrokenRedisIsTold() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Scraper scraper = scraper(redis, Duration.ofNanos(1), PATIENCE)) {
            assertThat(samples(scraper, PATIENCE)).containsEntry("wsctl_up", 1.0);
            redis.suspend();
            Map<String, Double> hung = samples(scraper, Duration.ofMillis(100));
            assertThat(hung)
                    .containsEntry("wsctl_up", 0.0)
                    .containsEntry("wsctl_collector_up{collector=\"health\"}", 0.0);
            redis.resume();
            // The look that hung has its answer now: from here on nothing of that time is under way.
            assertThat(samples(scraper, PATIENCE)).containsEntry("wsctl_up", 1.0);
            redis.stop();
            assertThat(samples(scraper, PATIENCE)).containsEntry("wsctl_up", 0.0);
            assertThat(samples(scraper, PATIENCE)).containsEntry("wsctl_up", 0.0);
            redis.restart();
            assertThat(samples(scraper, PATIENCE)).containsEntry("wsctl_up", 1.0);
            assertThat(log.toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.contains("fails:"))
                            .count())
                    .isPositive()
                    .isLessThanOrEqualTo(2);
            assertThat(log.toString(StandardCharsets.UTF_8)).contains("is well again");
        }
    }

    private static Map<String, Double> samples(Scraper scraper, Duration patience) throws InterruptedException {
        return PrometheusParser.parse(scraper.scrape(patience));
    }
}
