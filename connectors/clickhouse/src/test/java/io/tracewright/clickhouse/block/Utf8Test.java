package io.tracewright.clickhouse.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class Utf8Test {

  /** Any chars, lone surrogates included. */
  @Property
  void encodes_as_the_jdk_does(@ForAll String text) {
    byte[] expected = text.getBytes(UTF_8);
    assertThat(Utf8.length(text)).isEqualTo(expected.length);
    byte[] target = new byte[expected.length];
    assertThat(Utf8.encode(text, target, 0)).isEqualTo(expected.length);
    assertThat(target).isEqualTo(expected);

    GrowableBytes viaString = new GrowableBytes();
    viaString.putString(text);
    GrowableBytes viaBytes = new GrowableBytes();
    viaBytes.putVarUInt(expected.length);
    viaBytes.putBytes(expected, 0, expected.length);
    assertThat(content(viaString)).isEqualTo(content(viaBytes));
  }

  @Property
  void a_dictionary_numbers_texts_by_first_appearance(@ForAll @Size(max = 500) List<String> texts) {
    Dictionary dictionary = new Dictionary();
    for (int round = 0; round < 2; round++) {
      dictionary.clear();
      Set<String> distinct = new LinkedHashSet<>();
      for (String text : texts) {
        // Lone surrogates all become '?', so compare what is stored.
        String stored = new String(text.getBytes(UTF_8), UTF_8);
        distinct.add(stored);
        byte[] bytes = stored.getBytes(UTF_8);
        int expected = new ArrayList<>(distinct).indexOf(stored);
        assertThat(dictionary.indexOf(text)).isEqualTo(expected);
        assertThat(dictionary.indexOf(bytes, 0, bytes.length)).isEqualTo(expected);
      }
      assertThat(dictionary.size()).isEqualTo(distinct.size());
    }
  }

  private static byte[] content(GrowableBytes bytes) {
    return Arrays.copyOf(bytes.array(), bytes.size());
  }
}
