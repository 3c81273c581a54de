package io.tracewright.cli.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The calls of Flink's REST API that a run needs. */
public final class FlinkRest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);
  private static final String OUR_PACKAGE = "io.tracewright.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

  /** A client of the cluster at an address like {@code http://127.0.0.1:8081}. */
  public FlinkRest(URI url) {
    this.url = url;
  }

  public URI url() {
    return url;
  }

  /** Slots that no job holds. */
  public int availableSlots() throws IOException {
    return call("GET", "/overview", BodyPublishers.noBody()).path("slots-available").asInt();
  }

  /** Uploads a jar; the result names it in {@link #run}. */
  public String upload(Path jar) throws IOException {
    String boundary = "tracewright-jar-boundary";
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(
                "--"
                    + boundary
                    + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                    + jar.getFileName()
                    + "\"\r\nContent-Type: application/java-archive\r\n\r\n"),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    HttpRequest request =
        request("/jars/upload")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(body)
            .build();
    String file = send(request).path("filename").asText();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** Starts a job from an uploaded jar and gives its identifier. */
  public String run(String jar, List<String> arguments, int parallelism) throws IOException {
    return run(jar, Map.of("programArgsList", arguments, "parallelism", parallelism));
  }

  /** Starts a job from an uploaded jar with a request of Flink's own form. */
  public String run(String jar, Map<String, Object> request) throws IOException {
    return call(
            "POST",
            "/jars/" + jar + "/run",
            BodyPublishers.ofString(JSON.writeValueAsString(request), StandardCharsets.UTF_8))
        .path("jobid")
        .asText();
  }

  /** Removes an uploaded jar. */
  public void delete(String jar) throws IOException {
    call("DELETE", "/jars/" + jar, BodyPublishers.noBody());
  }

  /** State of a job as Flink names it, for example {@code RUNNING}. */
  public String state(String job) throws IOException {
    return call("GET", "/jobs/" + job, BodyPublishers.noBody()).path("state").asText();
  }

  /** What failed last in a job, in words; empty when nothing has. */
  public String failure(String job) throws IOException {
    String trace =
        call("GET", "/jobs/" + job + "/exceptions?maxExceptions=1", BodyPublishers.noBody())
            .path("exceptionHistory")
            .path("entries")
            .path(0)
            .path("stacktrace")
            .asText("");
    return rootCause(trace);
  }

  /** Asks a job to stop without a savepoint. */
  public void cancel(String job) throws IOException {
    call("PATCH", "/jobs/" + job + "?mode=cancel", BodyPublishers.noBody());
  }

  /** Stops a job with a savepoint and gives the savepoint's path. */
  public String stopWithSavepoint(String job) throws IOException {
    String trigger =
        call("POST", "/jobs/" + job + "/stop", BodyPublishers.ofString("{\"drain\":false}"))
            .path("request-id")
            .asText();
    while (true) {
      JsonNode answer =
          call("GET", "/jobs/" + job + "/savepoints/" + trigger, BodyPublishers.noBody());
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode location = answer.path("operation").path("location");
        if (location.isMissingNode()) {
          throw new IOException("savepoint failed: " + answer.path("operation"));
        }
        return location.asText();
      }
      pause();
    }
  }

  /**
   * What a stack trace says to a person: the message of the outermost exception of ours, else of
   * the innermost cause.
   */
  static String rootCause(String stackTrace) {
    String chosen = "";
    for (String part : stackTrace.split("(?m)^Caused by: ", -1)) {
      chosen = part.split("\n\\s+(at |\\.\\.\\. )", 2)[0].strip();
      if (chosen.startsWith(OUR_PACKAGE)) {
        int colon = chosen.indexOf(": ");
        return colon < 0 ? chosen : chosen.substring(colon + 2);
      }
    }
    return chosen.replaceFirst("^java\\.lang\\.IllegalArgumentException: ", "");
  }

  private JsonNode call(String method, String path, BodyPublisher body) throws IOException {
    return send(
        request(path).header("Content-Type", "application/json").method(method, body).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).timeout(REQUEST_TIMEOUT);
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new FlinkRestException(response.statusCode(), errors(response.body()));
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Flink", e);
    }
  }

  private static String errors(String body) {
    try {
      StringBuilder text = new StringBuilder();
      JSON.readTree(body).path("errors").forEach(error -> text.append(error.asText()).append('\n'));
      return text.toString().strip();
    } catch (IOException notJson) {
      return body;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Flink", e);
    }
  }
}
