package io.tracewright.clickhouse.embedded;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Keeps web pages away: anyone's page could otherwise query for whoever visits it, as there is no
 * password.
 *
 * <p>{@code Origin} stops forms and scripts. {@code Sec-Fetch-Site} stops images, frames and links,
 * which carry no origin. {@code Host} stops names of other sites that resolve to this machine (DNS
 * rebinding), for whose pages the other two look harmless.
 */
final class PageGuard {

  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(:\\d*)?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]");

  private PageGuard() {}

  /**
   * Why the request is refused; empty if it is not.
   *
   * @param ownHost the host as in this server's URL, which clients may name as well
   */
  static Optional<String> refusal(HttpFields headers, String ownHost) {
    String host = headers.get(HttpHeader.HOST); // absent in HTTP/1.0 only
    if (host != null && !isThisMachine(host, ownHost)) {
      return Optional.of(
          "This server answers under names of this machine only (localhost, 127.0.0.1, [::1]), not"
              + " under the one in the request's Host header.\n");
    }
    String site = headers.get("Sec-Fetch-Site");
    if ("cross-site".equalsIgnoreCase(site) || "same-site".equalsIgnoreCase(site)) {
      return Optional.of("Pages of other sites may not query this server (Sec-Fetch-Site).\n");
    }
    String origin = headers.get(HttpHeader.ORIGIN);
    if (origin != null && isForeign(origin)) {
      return Optional.of("Pages of other sites may not query this server.\n");
    }
    return Optional.empty();
  }

  private static boolean isThisMachine(String hostAndPort, String ownHost) {
    var matcher = HOST_AND_PORT.matcher(hostAndPort.strip());
    return matcher.matches()
        && (isLoopback(matcher.group(1)) || matcher.group(1).equalsIgnoreCase(ownHost));
  }

  private static boolean isForeign(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host == null || !isLoopback(host);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
