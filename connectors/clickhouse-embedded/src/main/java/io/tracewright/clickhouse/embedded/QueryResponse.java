package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The answer to one statement: whole, or begun and then streamed.
 *
 * <p>Exactly one of {@link #sendWhole}, {@link #sendError}, {@link #endStream} and {@link
 * #breakStream} ends it. Writes block until the client has room.
 */
final class QueryResponse {

  private static final int TAG_LENGTH = 16;
  private static final int MAX_STREAMED_ERROR_BYTES = 16 << 10;
  private static final String MARKER = "__exception__";
  private static final EnumSet<HttpHeader> RESULT_HEADERS =
      EnumSet.of(HttpHeader.CONTENT_ENCODING, HttpHeader.CONTENT_LENGTH, HttpHeader.VARY);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Response response;
  private final Callback callback;
  private final String version;
  private final String exceptionTag = randomTag();
  private boolean framed;

  QueryResponse(Response response, Callback callback, Engine engine, String displayName) {
    this.response = response;
    this.callback = callback;
    this.version = engine.version();
    response.getHeaders().put("X-ClickHouse-Server-Display-Name", displayName);
    response.getHeaders().put("X-ClickHouse-Timezone", engine.timezone());
    response.getHeaders().put("X-ClickHouse-Exception-Tag", exceptionTag);
  }

  void queryId(String queryId) {
    response.getHeaders().put("X-ClickHouse-Query-Id", queryId.replaceAll("[^ -~]", "?"));
  }

  /** Declares a result in {@code format}. */
  void result(String format) {
    response.getHeaders().put("X-ClickHouse-Format", format);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ContentTypes.of(format));
  }

  /** Declares that the body is ClickHouse's own compressed stream; the writes compress. */
  void framed() {
    framed = true;
  }

  /** Declares that the bytes written are compressed already. */
  void contentEncoding(String encoding) {
    response.getHeaders().put(HttpHeader.CONTENT_ENCODING, encoding);
    response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
  }

  /** Sends a complete result. */
  void sendWhole(ByteBuffer body, QueryStatistics statistics) throws IOException {
    beginStream(statistics);
    if (!framed) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    }
    endStream(body);
  }

  /** Sends the header of a result whose body follows. */
  void beginStream(QueryStatistics statistics) {
    response.setStatus(200);
    response.getHeaders().put("X-ClickHouse-Summary", statistics.toSummaryHeader());
  }

  /** Sends a part of the body. */
  void stream(ByteBuffer part) throws IOException {
    if (!framed) {
      Content.Sink.write(response, false, part);
      return;
    }
    while (part.hasRemaining()) {
      Content.Sink.write(response, false, CompressedFrames.encode(part));
    }
  }

  /** Sends the last part of the body. */
  void endStream(ByteBuffer part) throws IOException {
    if (framed) {
      stream(part);
      part = ByteBuffer.allocate(0);
    }
    Content.Sink.write(response, true, part);
    callback.succeeded();
  }

  /**
   * Ends a body that has begun with the error, between marks that carry the tag the headers named,
   * and breaks the connection, so that a client that knows no marks sees an incomplete body.
   */
  void breakStream(EngineException error) throws IOException {
    String message = error.withVersion(version);
    if (message.length() > MAX_STREAMED_ERROR_BYTES) {
      message = message.substring(0, MAX_STREAMED_ERROR_BYTES);
    }
    message += "\n";
    if (!response.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      int messageBytes = message.getBytes(StandardCharsets.UTF_8).length;
      String block =
          "\r\n%s\r\n%s\r\n%s%d %s\r\n%s\r\n"
              .formatted(MARKER, exceptionTag, message, messageBytes, exceptionTag, MARKER);
      stream(ByteBuffer.wrap(block.getBytes(StandardCharsets.UTF_8)));
    }
    callback.failed(new IOException("the statement failed after its result had begun"));
  }

  /** Sends an error; the client sees the code, the status that belongs to it, and the text. */
  void sendError(EngineException error) {
    response.getHeaders().remove(RESULT_HEADERS);
    response.setStatus(HttpStatusCodes.of(error.code()));
    response.getHeaders().put("X-ClickHouse-Exception-Code", error.code());
    response.getHeaders().put("X-ClickHouse-Summary", QueryStatistics.NONE.toSummaryHeader());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ContentTypes.PLAIN_TEXT);
    Content.Sink.write(response, true, error.withVersion(version) + "\n", callback);
  }

  private static String randomTag() {
    StringBuilder tag = new StringBuilder(TAG_LENGTH);
    for (int i = 0; i < TAG_LENGTH; i++) {
      tag.append((char) ('a' + RANDOM.nextInt(26)));
    }
    return tag.toString();
  }
}
