package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.Exchange;
import io.tracewright.engine.generate.random.Streams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records that are drawn from together, some more often than others.
 *
 * <p>With diversity {@code d} the record of popularity rank {@code k} has a share proportional to
 * {@code k ^ -(1 - d)}: alike at 1, Zipf's law at 0. Ranks are dealt by a hash of the record's
 * name, so they neither follow the order of the file nor depend on the run.
 *
 * <p>A conversation begins at the record drawn and goes on with its neighbours in the same corpus,
 * for they often treat related topics.
 */
final class Pool {
  private final Exchange[] records;

  /** First place, and place after the last, of the corpus that the record at a place is of. */
  private final int[] corpusStarts;

  private final int[] corpusEnds;

  /** Places by popularity; null: all are alike. */
  private final int[] ranked;

  private final double[] cumulative;

  /**
   * A pool.
   *
   * @param records at least one, those of a corpus together
   * @param diversity 0 to 1
   */
  Pool(List<Exchange> records, double diversity) {
    this.records = records.toArray(new Exchange[0]);
    int count = this.records.length;
    this.corpusStarts = new int[count];
    this.corpusEnds = new int[count];
    for (int from = 0, to = 0; from < count; from = to) {
      while (to < count && sameCorpus(from, to)) {
        to++;
      }
      Arrays.fill(corpusStarts, from, to, from);
      Arrays.fill(corpusEnds, from, to, to);
    }
    this.ranked = diversity < 1 ? byPopularity() : null;
    this.cumulative = diversity < 1 ? cumulative(count, 1 - diversity) : null;
  }

  private boolean sameCorpus(int place, int other) {
    return records[place].corpusVersion.equals(records[other].corpusVersion);
  }

  private int[] byPopularity() {
    long[] hashes = Arrays.stream(records).mapToLong(Pool::hash).toArray();
    return IntStream.range(0, records.length)
        .boxed()
        .sorted(Comparator.comparingLong(place -> hashes[place]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static long hash(Exchange record) {
    return Streams.mix(Streams.mix(record.corpusVersion.hashCode()) + record.recordId.hashCode());
  }

  private static double[] cumulative(int count, double exponent) {
    double[] sums = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += StrictMath.pow(i + 1, -exponent);
      sums[i] = sum;
    }
    return sums;
  }

  /**
   * A record of a conversation.
   *
   * @param u in [0, 1), the conversation's own
   * @param further how many records the conversation has gone on, at least 0
   */
  Exchange at(double u, int further) {
    int first = ranked == null ? (int) (u * records.length) : ranked[rank(u)];
    int start = corpusStarts[first];
    int next = first - start + further;
    return records[start + next % (corpusEnds[first] - start)];
  }

  private int rank(double u) {
    double sum = u * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, sum);
    return Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
  }
}
