package io.tracewright.clickhouse.embedded;

import java.util.Locale;
import java.util.Optional;

/**
 * A compression of HTTP answers; the engine itself compresses, as it writes the result.
 *
 * <p>In the order in which the server prefers them.
 */
enum HttpCompression {
  ZSTD("zstd", "zstd"),
  BROTLI("br", "br"),
  LZ4("lz4", "lz4"),
  GZIP("gzip", "gzip"),
  DEFLATE("deflate", "deflate");

  private final String httpName;
  private final String engineName;

  HttpCompression(String httpName, String engineName) {
    this.httpName = httpName;
    this.engineName = engineName;
  }

  /** The name in {@code Accept-Encoding} and {@code Content-Encoding}. */
  String httpName() {
    return httpName;
  }

  /** The name in {@code INTO OUTFILE … COMPRESSION}. */
  String engineName() {
    return engineName;
  }

  /** The one to use for a client that accepts {@code acceptEncoding}, which may be null. */
  static Optional<HttpCompression> agreed(String acceptEncoding) {
    if (acceptEncoding == null) {
      return Optional.empty();
    }
    String accepted =
        "," + acceptEncoding.toLowerCase(Locale.ROOT).replaceAll("\\s|;[^,]*", "") + ",";
    for (HttpCompression candidate : values()) {
      if (accepted.contains("," + candidate.httpName + ",")) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
