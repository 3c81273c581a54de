package io.tracewright.model.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The profiles that ship with the product. */
public final class Presets {

  private static final List<String> NAMES =
      List.of(
          "default",
          "ecommerce",
          "financial_services",
          "healthcare_diagnostics",
          "gaming",
          "research");

  private Presets() {}

  /** Names, {@code default} first. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The profile of that name, empirical laws and domains resolved.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static WorkloadProfile read(String name) {
    return new ProfileReader(SourceResolver.builtinOnly()).read(text(name), name + ".yaml");
  }

  /**
   * The YAML of the profile of that name, comments included.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "unknown preset '" + name + "': choose one of " + String.join(", ", NAMES));
    }
    try (InputStream yaml = Presets.class.getResourceAsStream("presets/" + name + ".yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
