package io.tracewright.clickhouse.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Lets in the one user there is, {@code default} with an empty password; the engine has no others.
 */
final class Credentials {

  private static final String ONLY_USER = "default";

  private Credentials() {}

  /**
   * Checks every user and password that the request names, wherever it does.
   *
   * @throws EngineException 516, as the server words it, for any other user or password
   */
  static void check(Optional<String> urlUser, Optional<String> urlPassword, HttpFields headers)
      throws EngineException {
    check(urlUser, urlPassword);
    check(
        Optional.ofNullable(headers.get("X-ClickHouse-User")),
        Optional.ofNullable(headers.get("X-ClickHouse-Key")));
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    if (authorization != null) {
      checkAuthorization(authorization);
    }
  }

  private static void checkAuthorization(String value) throws EngineException {
    if (!value.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      throw refused(ONLY_USER);
    }
    String pair;
    try {
      pair =
          new String(
              Base64.getDecoder().decode(value.substring("basic ".length()).strip()),
              StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused(ONLY_USER);
    }
    int colon = pair.indexOf(':');
    check(
        Optional.of(colon < 0 ? pair : pair.substring(0, colon)),
        Optional.of(colon < 0 ? "" : pair.substring(colon + 1)));
  }

  private static void check(Optional<String> user, Optional<String> password)
      throws EngineException {
    String name = user.filter(text -> !text.isEmpty()).orElse(ONLY_USER);
    if (!name.equals(ONLY_USER) || !password.orElse("").isEmpty()) {
      throw refused(name);
    }
  }

  private static EngineException refused(String user) {
    return EngineException.of(
        EngineException.AUTHENTICATION_FAILED,
        "AUTHENTICATION_FAILED",
        user
            + ": Authentication failed: password is incorrect, or there is no user with such name");
  }
}
