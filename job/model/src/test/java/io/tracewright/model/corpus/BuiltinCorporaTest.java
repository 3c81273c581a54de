package io.tracewright.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuiltinCorporaTest {

  @ParameterizedTest
  @CsvSource({"gsm8k, 400", "pubmedqa, 200", "taubench_retail, 200"})
  void areWholeAndTheirIdsUnique(String name, int size) {
    List<CorpusRecord> records = BuiltinCorpora.read(name);
    assertThat(records).hasSize(size);
    assertThat(records).extracting(CorpusRecord::recordId).doesNotHaveDuplicates();
    assertThat(BuiltinCorpora.names()).contains(name);
  }

  @Test
  void unknownNamesTheKnownOnes() {
    assertThatThrownBy(() -> BuiltinCorpora.read("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown built-in corpus 'x': choose one of gsm8k, pubmedqa, taubench_retail");
  }

  @Test
  void travelWithTheirLicences() {
    assertThat(BuiltinCorpora.class.getResource("/io/tracewright/samples/THIRD_PARTY.md"))
        .isNotNull();
  }
}
