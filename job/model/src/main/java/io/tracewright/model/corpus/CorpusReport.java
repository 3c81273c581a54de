package io.tracewright.model.corpus;

import java.util.List;

/**
 * What reading a corpus file came to.
 *
 * @param format how the file was read
 * @param good records handed on
 * @param bad records dropped
 * @param problems what was wrong with the first bad ones, each naming its line; at most {@link
 *     #MAX_PROBLEMS}
 */
public record CorpusReport(CorpusFormat format, long good, long bad, List<String> problems) {

  /** Problems that are kept; beyond these, bad records are only counted. */
  public static final int MAX_PROBLEMS = 100;

  private static final int MAX_BAD_PER_HUNDRED = 1;

  public CorpusReport {
    problems = List.copyOf(problems);
  }

  /** Records in the file, good and bad. */
  public long total() {
    return good + bad;
  }

  /**
   * Whether the file may be used without its bad records: it has a good one, and not more than 1 %
   * are bad. Otherwise it is to be refused whole.
   */
  public boolean acceptable() {
    return good > 0 && bad * 100 <= total() * MAX_BAD_PER_HUNDRED;
  }
}
