package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProfileWriterTest {

  static List<String> presets() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void readsBackEqual(String name) {
    WorkloadProfile profile = Presets.read(name);
    ProfileReader reader = new ProfileReader(SourceResolver.builtinOnly());
    assertThat(ProfileWriter.fromJson(ProfileWriter.toJson(profile))).isEqualTo(profile);
    assertThat(reader.read(ProfileWriter.toYaml(profile), "yaml")).isEqualTo(profile);
    assertThat(reader.read(ProfileWriter.toJson(profile), "json")).isEqualTo(profile);
  }

  @Test
  void resolvedJsonNeedsNoSource() {
    ProfileReader withoutSources =
        new ProfileReader(
            source -> {
              throw new AssertionError("opened " + source);
            });
    WorkloadProfile profile = Presets.read("default");
    assertThat(withoutSources.read(ProfileWriter.toJson(profile), "json")).isEqualTo(profile);
  }

  @Test
  void yamlIsForPeople() {
    assertThat(ProfileWriter.toYaml(Presets.read("default")))
        .contains("hourly_weights:", "source: \"builtin:azure_conv_2023.csv.gz\"")
        .doesNotContain("quantiles", "null");
  }
}
