package io.tracewright.cli.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/fidelity.md} names every query, and none that is not there. */
final class FidelityPageTest {
  private static final Path QUERIES =
      Path.of("src/test/resources/io/tracewright/cli/fidelity").toAbsolutePath();
  private static final Pattern LINK = Pattern.compile("\\]\\((\\.\\./[^)]*\\.sql)\\)");

  @Test
  void everyQueryIsLinkedAndEveryLinkLeadsToOne() throws IOException {
    Path docs = Path.of("../../docs").toAbsolutePath();
    Set<Path> linked =
        LINK.matcher(Files.readString(docs.resolve("fidelity.md")))
            .results()
            .map((MatchResult link) -> docs.resolve(link.group(1)).normalize())
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(QUERIES)) {
      assertThat(linked)
          .isEqualTo(
              files.filter(file -> file.toString().endsWith(".sql")).collect(Collectors.toSet()));
    }
  }
}
