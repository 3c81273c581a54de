package io.tracewright.flink.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static final RangeSplit BEGUN = new RangeSplit(3, new UUID(-1, 5));

  private final List<String> assigned = new ArrayList<>();
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();

  @Test
  void eachRangeIsHandedOutOnceAndThenThereAreNoMore() {
    RangeEnumerator ranges = enumerator(2, new RangesLeft(0, List.of()));
    register(0, 1);
    ranges.handleSplitRequest(0, "");
    ranges.handleSplitRequest(1, "");
    ranges.handleSplitRequest(0, "");
    assertThat(assigned).containsExactly("0 to 0", "1 to 1", "none to 0");
  }

  @Test
  void whatAFailedReaderGivesBackGoesOutAgainWithItsProgress() {
    RangeEnumerator ranges = enumerator(4, new RangesLeft(4, List.of()));
    register(0);
    ranges.addSplitsBack(List.of(BEGUN), 1);
    assertThat(ranges.snapshotState(1)).isEqualTo(new RangesLeft(4, List.of(BEGUN)));
    ranges.handleSplitRequest(0, "");
    assertThat(assigned).containsExactly("3 to 0");
    assertThat(ranges.snapshotState(2)).isEqualTo(new RangesLeft(4, List.of()));
  }

  @Test
  void aReaderThatHasGoneGetsNothing() {
    RangeEnumerator ranges = enumerator(1, new RangesLeft(0, List.of()));
    ranges.handleSplitRequest(0, "");
    assertThat(assigned).isEmpty();
    assertThat(ranges.snapshotState(1).next()).isZero();
  }

  @Test
  void stateIsWrittenAndRead() throws IOException {
    RangeSplitSerializer splits = new RangeSplitSerializer();
    for (RangeSplit split : List.of(BEGUN, new RangeSplit(0, null))) {
      assertThat(splits.deserialize(splits.getVersion(), splits.serialize(split))).isEqualTo(split);
    }
    RangesLeft left = new RangesLeft(7, List.of(BEGUN, new RangeSplit(2, null)));
    RangesLeftSerializer serializer = new RangesLeftSerializer();
    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(left)))
        .isEqualTo(left);
  }

  /** So results do not depend on parallelism. */
  @Test
  void theNumberOfRangesFollowsFromTheRows() {
    assertThat(TableQuery.ranges(1)).isEqualTo(1);
    assertThat(TableQuery.ranges(250_000)).isEqualTo(1);
    assertThat(TableQuery.ranges(250_001)).isEqualTo(2);
    assertThat(TableQuery.ranges(10_000_000)).isEqualTo(4);
    assertThat(TableQuery.ranges(100_000_000)).isEqualTo(25);
  }

  @Test
  void aRangeGoesOnBehindTheLastTrace() {
    TableQuery query = new TableQuery("SELECT 1 FROM t WHERE 1", "id", 5);
    assertThat(query.rows(2, null)).contains(" AND cityHash64(id) % 5 = 2 ORDER BY");
    assertThat(query.rows(2, new UUID(0, 1)))
        .contains(" % 5 = 2 AND id > toUUID('00000000-0000-0000-0000-000000000001') ORDER BY");
  }

  @Test
  void namesAreQuotedWhateverTheyHold() {
    Map<String, String> types =
        Map.of("a`b\\", "LowCardinality(Nullable(String))", "m", "Map(String, String)");
    assertThat(Field.of("a`b\\", types)).isEqualTo(new Field("`a\\`b\\\\`", "String", false));
    assertThat(Field.of("m[it's]", types)).isEqualTo(new Field("`m`['it\\'s']", "String", true));
  }

  private void register(int... subtasks) {
    for (int subtask : subtasks) {
      readers.put(subtask, new ReaderInfo(subtask, ""));
    }
  }

  @SuppressWarnings("unchecked")
  private RangeEnumerator enumerator(int ranges, RangesLeft left) {
    SplitEnumeratorContext<RangeSplit> context =
        (SplitEnumeratorContext<RangeSplit>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SplitEnumeratorContext.class},
                (proxy, method, arguments) -> {
                  switch (method.getName()) {
                    case "registeredReaders" -> {
                      return readers;
                    }
                    case "assignSplit" ->
                        assigned.add(((RangeSplit) arguments[0]).range() + " to " + arguments[1]);
                    case "signalNoMoreSplits" -> assigned.add("none to " + arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                  }
                  return null;
                });
    return new RangeEnumerator(context, ranges, left);
  }
}
