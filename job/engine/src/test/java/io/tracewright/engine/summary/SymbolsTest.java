package io.tracewright.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SymbolsTest {
  @Property
  void numbersAreGivenInOrderAndKept(@ForAll List<String> names) {
    Symbols symbols = new Symbols();
    List<String> distinct = new ArrayList<>();
    for (String name : names) {
      if (!distinct.contains(name)) {
        distinct.add(name);
      }
      // A copy: equal names need not be the same object.
      assertThat(symbols.number(new String(name.toCharArray()))).isEqualTo(distinct.indexOf(name));
    }
    assertThat(symbols.size()).isEqualTo(distinct.size());
    for (int number = 0; number < distinct.size(); number++) {
      assertThat(symbols.name(number)).isEqualTo(distinct.get(number));
    }
  }

  @Property
  void pairsAreGivenInOrderAndKept(@ForAll List<Byte> parts) {
    Pairs pairs = new Pairs();
    pairs.number(900, 900);
    pairs.clear();
    List<List<Integer>> distinct = new ArrayList<>();
    for (byte part : parts) {
      int first = part & 0x0f;
      int second = (part & 0xf0) << 20;
      if (!distinct.contains(List.of(first, second))) {
        distinct.add(List.of(first, second));
      }
      assertThat(pairs.number(first, second)).isEqualTo(distinct.indexOf(List.of(first, second)));
    }
    assertThat(pairs.size()).isEqualTo(distinct.size());
    for (int number = 0; number < distinct.size(); number++) {
      assertThat(List.of(pairs.first(number), pairs.second(number)))
          .isEqualTo(distinct.get(number));
    }
  }
}
