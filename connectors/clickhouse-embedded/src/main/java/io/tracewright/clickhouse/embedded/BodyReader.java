package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;

/** Reads a request's body to its end and takes its compressions off. */
final class BodyReader {

  private static final int COPY_BYTES = 128 << 10;
  private static final long MAX_DISCARD_NS = 10_000_000_000L;

  private BodyReader() {}

  /**
   * Reads the body of {@code request} into {@code body}.
   *
   * @param framed whether the body is ClickHouse's own compressed stream ({@code decompress=1})
   * @throws EngineException if the body is too large or cannot be decoded
   * @throws IOException if the client went away
   */
  static void read(Request request, boolean framed, RequestBody body)
      throws IOException, EngineException {
    String encoding =
        Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.CONTENT_ENCODING), "")
            .toLowerCase(Locale.ROOT);
    boolean plain = encoding.isEmpty() || encoding.equals("identity");
    if (plain && !framed) {
      if (request.getLength() > 0) {
        body.expect(request.getLength());
      }
      copy(request, body);
      return;
    }
    try {
      decode(new ClientStream(Content.Source.asInputStream(request)), encoding, framed, body);
    } catch (RequestBody.BodyRefusedException e) {
      throw e.reason();
    } catch (ClientGoneException e) {
      throw e;
    } catch (IOException e) {
      throw undecodable(e);
    }
  }

  /**
   * Reads what is left of a body that is refused, for a while: clients read no answer before they
   * have sent all, unless they asked first.
   */
  static void discard(Request request) {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      return;
    }
    long deadlineNs = System.nanoTime() + MAX_DISCARD_NS;
    try {
      while (System.nanoTime() < deadlineNs) {
        Content.Chunk chunk = next(request);
        chunk.release();
        if (chunk.isLast()) {
          return;
        }
      }
    } catch (IOException e) {
      // nobody is left to answer; writing the answer will tell
    }
  }

  private static void copy(Request request, RequestBody body) throws IOException, EngineException {
    while (true) {
      Content.Chunk chunk = next(request);
      try {
        body.append(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
      if (chunk.isLast()) {
        return;
      }
    }
  }

  /** The next piece of the body, which the caller releases. */
  private static Content.Chunk next(Request request) throws IOException {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        try (Blocker.Runnable arrival = Blocker.runnable()) {
          request.demand(arrival);
          arrival.block();
        }
      } else if (Content.Chunk.isFailure(chunk)) {
        throw new IOException("the client went away", chunk.getFailure());
      } else {
        return chunk;
      }
    }
  }

  private static void decode(InputStream raw, String encoding, boolean framed, RequestBody body)
      throws IOException, EngineException {
    InputStream decoded =
        switch (encoding) {
          case "", "identity" -> raw;
          case "gzip", "x-gzip" -> new GZIPInputStream(raw, COPY_BYTES);
          case "deflate" -> new InflaterInputStream(raw);
          case "lz4" -> new LZ4FrameInputStream(raw);
          default ->
              throw EngineException.of(
                  EngineException.NOT_IMPLEMENTED,
                  "NOT_IMPLEMENTED",
                  "Content-Encoding '"
                      + encoding
                      + "' is not known here: use gzip, deflate, lz4 or none");
        };
    try (InputStream rows = framed ? CompressedFrames.decode(decoded) : decoded) {
      byte[] buffer = new byte[COPY_BYTES];
      for (int length = rows.read(buffer); length >= 0; length = rows.read(buffer)) {
        body.write(buffer, 0, length);
      }
    }
  }

  private static EngineException undecodable(IOException cause) {
    return EngineException.of(
        EngineException.CANNOT_DECOMPRESS,
        "CANNOT_DECOMPRESS",
        "Cannot decompress the request's body: " + cause.getMessage());
  }

  /** The raw body; tells an error of the connection from one of the content. */
  private static final class ClientStream extends InputStream {

    private final InputStream raw;

    ClientStream(InputStream raw) {
      this.raw = raw;
    }

    @Override
    public int read() throws IOException {
      try {
        return raw.read();
      } catch (IOException e) {
        throw new ClientGoneException(e);
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return raw.read(target, offset, length);
      } catch (IOException e) {
        throw new ClientGoneException(e);
      }
    }
  }

  /** The connection failed. */
  private static final class ClientGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ClientGoneException(IOException cause) {
      super("the client went away", cause);
    }
  }
}
