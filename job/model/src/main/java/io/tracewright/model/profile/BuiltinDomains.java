package io.tracewright.model.profile;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The domains that ship with the product. To add one, put its file into the folder {@code domains}
 * beside this class and its name into {@code domains/index.txt} there.
 */
public final class BuiltinDomains {

  private static final List<String> NAMES = index();

  private BuiltinDomains() {}

  /** Names, without a {@code builtin:} before them. */
  public static List<String> names() {
    return NAMES;
  }

  /** The YAML of a domain, the caller's to close. */
  static InputStream open(String name) throws IOException {
    if (!NAMES.contains(name)) {
      throw new FileNotFoundException(
          "no such built-in domain, choose one of " + String.join(", ", NAMES));
    }
    return BuiltinDomains.class.getResourceAsStream("domains/" + name + ".yaml");
  }

  private static List<String> index() {
    try (InputStream names = BuiltinDomains.class.getResourceAsStream("domains/index.txt")) {
      return new String(names.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
