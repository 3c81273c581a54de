package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends requests as curl would: nothing but HTTP. */
final class HttpProbe {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  HttpProbe(URI server) {
    this.server = server;
  }

  /** The result of {@code sql}, which must succeed. */
  String query(String sql, String... namesAndValues) {
    HttpResponse<String> response = post(sql, namesAndValues);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  HttpResponse<String> post(String body, String... namesAndValues) {
    return post(body.getBytes(UTF_8), namesAndValues);
  }

  HttpResponse<String> post(byte[] body, String... namesAndValues) {
    return send(
        request("/", namesAndValues).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> postForBytes(String body, String... namesAndValues) {
    return send(
        request("/", namesAndValues).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<InputStream> postForStream(String body, String... namesAndValues) {
    return send(
        request("/", namesAndValues).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  HttpResponse<String> get(String path, String... namesAndValues) {
    return send(request(path, namesAndValues).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path, String... namesAndValues) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query
          .append(i == 0 ? '?' : '&')
          .append(URLEncoder.encode(namesAndValues[i], UTF_8))
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], UTF_8));
    }
    return HttpRequest.newBuilder(server.resolve(path + query)).timeout(Duration.ofSeconds(60));
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI server() {
    return server;
  }
}
