package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page in the repository is the one that the schema makes. */
final class ProfileReferenceTest {

  private static final Path PAGE = Path.of("../../docs/profile-reference.md");
  private static final String ANEW =
      "mvn -pl job/model test -Dtest=ProfileReferenceTest -Dprofile.reference.write=true";

  @Test
  void thePageFollowsFromTheSchema() throws IOException {
    if (Boolean.getBoolean("profile.reference.write")) {
      Files.writeString(PAGE, ProfileReference.markdown());
    }
    assertThat(Files.readString(PAGE).equals(ProfileReference.markdown()))
        .as("docs/profile-reference.md is what the schema makes, else write it anew: %s", ANEW)
        .isTrue();
  }

  @Test
  void namesKeyTypeRangeDefaultAndMeaning() {
    assertThat(ProfileReference.markdown().lines())
        .contains(
            "# Profile reference",
            "## Tool patterns",
            "| `users` | whole number | 1 to 100,000,000 | `2000` | Distinct users behind the"
                + " requests; a few of them make most requests. |",
            "| **`latency_ms`** | [law](#law) |  |  | Duration of a call, milliseconds. |",
            "| `hidden` | true or false |  | `false` | Whether rows of `events` keep quiet about"
                + " them, so that a detector cannot cheat. |",
            "| [pareto](#law-pareto) | `scale`, `shape`, `min`, `max` |");
  }

  @Test
  void everyLinkHasItsSection() {
    String page = ProfileReference.markdown();
    Matcher links = Pattern.compile("]\\(#([^)]*)\\)").matcher(page);
    int count = 0;
    while (links.find()) {
      String heading = "\n## " + links.group(1).replace('-', ' ') + "\n";
      assertThat(page.toLowerCase(Locale.ROOT)).contains(heading);
      count++;
    }
    assertThat(count).isGreaterThan(30);
  }
}
