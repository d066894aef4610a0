// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.marchmark.model.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three protocols as their providers document them, by a stand-in that answers nothing else; and hostile answers. */
class CloudMetadataTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(300);
    private static final String MARKER = "tellTale";
    private static final Host.Cloud AZURE = new Host.Cloud("azure", null, "westeurope");

    /** What is answered, by method, path and the header that must be there. */
    private final Map<String, String> answers = new TreeMap<>();

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;

    /** What becomes of a question that has an answer. */
    private interface Manner {
        void answer(HttpExchange exchange, String text) throws IOException;
    }

    private Manner manner = CloudMetadataTest::plainly;

    CloudMetadataTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String question = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(question);
            String answer = answers.entrySet().stream()
                    .filter(each -> isMeant(each.getKey(), question, exchange))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            try (exchange) {
                if (answer == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    manner.answer(exchange, answer);
                }
            }
        });
        server.start();
    }

    private static boolean isMeant(String key, String question, HttpExchange exchange) {
        String[] parts = key.split(" \\| ", -1);
        return question.equals(parts[0])
                && parts[2].equals(exchange.getRequestHeaders().getFirst(parts[1]));
    }

    private static void plainly(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private CloudMetadata.Answer ask(Host.@Nullable Cloud known, Duration patience) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        CloudMetadata.Answer answer = CloudMetadata.ask(known, address, patience);
        assertThat(answer.toString()).doesNotContain(MARKER);
        return answer;
    }

    private CloudMetadata.Answer ask(Host.@Nullable Cloud known) {
        return ask(known, PATIENCE);
    }

    private void azure(String type, String region) {
        String query = "?api-version=2021-02-01&format=text | Metadata | true";
        answers.put("GET /metadata/instance/compute/vmSize" + query, type);
        answers.put("GET /metadata/instance/compute/location" + query, region);
    }

    private void aws(String token, String type, String region) {
        answers.put("PUT /latest/api/token | X-aws-ec2-metadata-token-ttl-seconds | 60", token);
        answers.put("GET /latest/meta-data/instance-type | X-aws-ec2-metadata-token | " + token, type);
        answers.put("GET /latest/meta-data/placement/region | X-aws-ec2-metadata-token | " + token, region);
    }

    private void google(String type, String zone) {
        answers.put("GET /computeMetadata/v1/instance/machine-type | Metadata-Flavor | Google", type);
        answers.put("GET /computeMetadata/v1/instance/zone | Metadata-Flavor | Google", zone);
    }

    @Test
    void awsIsAskedWithATokenThatItGaveOut() {
        aws("AQAEAFJ2xxNXjUp5==", "m7i.large", "eu-central-1");
        CloudMetadata.Answer answer = ask(new Host.Cloud("aws", null, null));
        assertThat(answer.cloud()).isEqualTo(new Host.Cloud("aws", "m7i.large", "eu-central-1"));
        assertThat(answer.notes()).isEmpty();
        assertThat(asked).hasSize(3).first().isEqualTo("PUT /latest/api/token");
    }

    @Test
    void azureIsAskedForTwoValuesOnly() {
        azure("Standard_D4s_v5", "westeurope\n");
        assertThat(ask(AZURE).cloud()).isEqualTo(new Host.Cloud("azure", "Standard_D4s_v5", "westeurope"));
        assertThat(asked).hasSize(2).allMatch(question -> question.contains("/compute/"));
    }

    /** Its paths hold the number of the account. */
    @Test
    void googlesAnswersLoseTheAccountsNumber() {
        google("projects/123456789012/machineTypes/n2-standard-4", "projects/123456789012/zones/europe-west4-a");
        CloudMetadata.Answer answer = ask(new Host.Cloud("gcp", null, null));
        assertThat(answer)
                .isEqualTo(new CloudMetadata.Answer(new Host.Cloud("gcp", "n2-standard-4", "europe-west4"), List.of()));
    }

    @Test
    void whereTheProviderIsNotKnownAllAreAskedUntilOneAnswers() {
        aws("t", "t3.micro", "us-east-1");
        CloudMetadata.Answer answer = ask(null);
        assertThat(answer.cloud()).isEqualTo(new Host.Cloud("aws", "t3.micro", "us-east-1"));
        assertThat(answer.notes())
                .containsExactly("azure, VM type: answered with status 404", "gcp, VM type: answered with status 404");
    }

    @Test
    void providerWithoutAServiceThatIsKnownIsNotAsked() {
        Host.Cloud hetzner = new Host.Cloud("hetzner", null, null);
        assertThat(ask(hetzner)).isEqualTo(new CloudMetadata.Answer(hetzner, List.of()));
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsKnownStaysWhereTheServiceDoesNotTell() {
        azure("Standard_D4s_v5", "");
        CloudMetadata.Answer answer = ask(AZURE);
        assertThat(answer.cloud()).isEqualTo(new Host.Cloud("azure", "Standard_D4s_v5", "westeurope"));
        assertThat(answer.notes()).containsExactly("azure, region: the answer is none that a service gives");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body>" + MARKER + "</body></html>",
                "{\"compute\": {\"vmSize\": \"Standard_D4s_v5\", \"name\": \"" + MARKER + "\"}}",
                "{\"compute\": " + MARKER,
                "Standard_D4s_v5\u001b[2J" + MARKER,
                "Standard_D4s_v5\n" + MARKER,
                "\0\0\0",
                "8d10da13-8125-4ba9-a717-bf7490507b3d",
                "i-0123456789abcdef0",
                "10.0.0.4",
                ""
            })
    void answerOfAnotherShapeIsNoneAndIsNotQuoted(String hostile) {
        azure(hostile, hostile);
        CloudMetadata.Answer answer = ask(AZURE);
        assertThat(answer.cloud()).isEqualTo(AZURE);
        assertThat(answer.notes()).containsExactly("azure, VM type: the answer is none that a service gives");
    }

    @Test
    void tokenThatCouldAddHeadersIsNotSentBack() {
        aws("a\r\nX-Other: " + MARKER, "m7i.large", "eu-central-1");
        Host.Cloud aws = new Host.Cloud("aws", null, null);
        CloudMetadata.Answer answer = ask(aws);
        assertThat(answer.cloud()).isEqualTo(aws);
        assertThat(answer.notes()).containsExactly("aws, token: the answer is none that a service gives");
        assertThat(asked).hasSize(1);
    }

    @Test
    void redirectionIsNotFollowed() {
        azure("Standard_D4s_v5", "westeurope");
        manner = (exchange, text) -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere/" + MARKER);
            exchange.sendResponseHeaders(302, -1);
        };
        CloudMetadata.Answer answer = ask(AZURE);
        assertThat(answer.cloud()).isEqualTo(AZURE);
        assertThat(answer.notes()).containsExactly("azure, VM type: answered with status 302");
        assertThat(asked).hasSize(1);
    }

    @Test
    void endlessAnswerIsGivenUp() {
        azure("Standard_D4s_v5", "westeurope");
        manner = (exchange, text) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] part = "Standard_D4s_v5".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            while (end.getCount() > 0) {
                body.write(part); // until nobody listens
            }
        };
        CloudMetadata.Answer answer = ask(AZURE);
        assertThat(answer.cloud()).isEqualTo(AZURE);
        assertThat(answer.notes()).containsExactly("azure, VM type: no answer");
    }

    @Test
    void answerThatDoesNotComeIsNotWaitedFor() {
        azure("Standard_D4s_v5", "westeurope");
        manner = (exchange, text) -> await();
        assertThat(ask(AZURE, LITTLE_PATIENCE))
                .isEqualTo(new CloudMetadata.Answer(AZURE, List.of("azure, VM type: no answer within 300 ms")));
    }

    @Test
    void answerThatBeginsAndDoesNotEndIsNotWaitedFor() {
        azure("Standard_D4s_v5", "westeurope");
        manner = (exchange, text) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('S');
            exchange.getResponseBody().flush();
            await();
        };
        assertThat(ask(AZURE, LITTLE_PATIENCE))
                .isEqualTo(new CloudMetadata.Answer(AZURE, List.of("azure, VM type: no answer within 300 ms")));
    }

    private void await() {
        try {
            assertThat(end.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void serviceThatIsNotThereIsNotedOnceForEachProvider() {
        server.stop(0);
        CloudMetadata.Answer answer = ask(null);
        assertThat(answer.cloud()).isNull();
        assertThat(answer.notes())
                .containsExactly("azure, VM type: no answer", "gcp, VM type: no answer", "aws, token: no answer");
    }
}
