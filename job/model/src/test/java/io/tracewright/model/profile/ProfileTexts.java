package io.tracewright.model.profile;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Profile texts for tests. */
final class ProfileTexts {

  /** The least that a profile must say; line numbers in tests count from its first line. */
  static final String MINIMAL =
      """
      schema_version: 1
      name: tiny
      workloads:
        - name: chat
          category: simple_chat
          share: 1
      models:
        - name: m
          version: "1"
          share: 1
          input_usd_per_million_tokens: 1
          output_usd_per_million_tokens: 2
          context_tokens: 8000
          prompt_tokens: {family: constant, value: 100}
          completion_tokens: {family: uniform, min: 1, max: 9}
          time_to_first_token_ms: {family: normal, mean: 300, sd: 50}
          tokens_per_second: {family: gamma, shape: 4, scale: 20}
      """;

  private ProfileTexts() {}

  static WorkloadProfile read(String yaml) {
    return reader(Map.of()).read(yaml, "profile.yaml");
  }

  static ProfileReader reader(Map<String, String> files) {
    return new ProfileReader(
        source -> {
          if (!files.containsKey(source)) {
            throw new FileNotFoundException("no such file in the profile's folder");
          }
          return new ByteArrayInputStream(files.get(source).getBytes(StandardCharsets.UTF_8));
        });
  }

  /** The lines of the message with which a text is refused; none when it is not. */
  static List<String> problemsOf(String yaml) {
    return problemsOf(yaml, Map.of());
  }

  static List<String> problemsOf(String yaml, Map<String, String> files) {
    try {
      reader(files).read(yaml, "profile.yaml");
      return List.of();
    } catch (ProfileException e) {
      return e.getMessage().lines().toList();
    }
  }
}
