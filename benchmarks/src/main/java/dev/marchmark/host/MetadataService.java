// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What answers questions of a machine about itself, over plain HTTP at an address that is the same on all of them. Anybody
 * may answer there: no proxy is asked, no redirection followed, and what is too long, too slow or not of the shape of an
 * answer is as good as none, which a note says without quoting it.
 */
final class MetadataService {
    private static final int MOST_BYTES = 1024;
    private static final int OK = 200;

    private final HttpClient client;
    private final URI address;
    private final Duration patience;
    private final List<String> notes = new ArrayList<>();

    /** @param patience for each answer as a whole */
    MetadataService(URI address, Duration patience) {
        this.address = address;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    /** What went wrong so far. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Notes that an answer is not of the shape that it should have. */
    void refuse(String what) {
        notes.add(what + ": the answer is none that a service gives");
    }

    /**
     * What a path holds; null, with a note, where nothing that can be taken comes.
     *
     * @param what is asked for, in the note
     */
    @Nullable
    String get(String what, String path, String header, String value) {
        return send(what, HttpRequest.newBuilder(address.resolve(path)).GET(), header, value);
    }

    /** The same of what a path makes of an empty request. */
    @Nullable
    String put(String what, String path, String header, String value) {
        return send(
                what,
                HttpRequest.newBuilder(address.resolve(path)).PUT(HttpRequest.BodyPublishers.noBody()),
                header,
                value);
    }

    private @Nullable String send(String what, HttpRequest.Builder request, String header, String value) {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.header(header, value).build(), any -> new BoundedBody(MOST_BYTES));
        try {
            HttpResponse<String> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() == OK) {
                return response.body().strip();
            }
            notes.add(what + ": answered with status " + response.statusCode());
        } catch (TimeoutException e) {
            answer.cancel(true);
            notes.add(what + ": no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            notes.add(what + ": no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            notes.add(what + ": interrupted");
        }
        return null;
    }
}
