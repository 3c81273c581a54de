package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * Days on which demand differs, by the users' own calendar. Where several fall together, their
 * factors multiply.
 *
 * @param name for people, for example {@code year-end closing}
 * @param on {@code dates}, {@code month_end} or {@code quarter_end}
 * @param dates {@code MM-DD} for every year or {@code YYYY-MM-DD} for one; with {@code on: dates}
 * @param days how many days a month or quarter end lasts, counted back from the last, 1 to 28
 * @param factor demand relative to what it would be, at least 0
 */
public record Season(String name, String on, List<String> dates, int days, double factor)
    implements Serializable {
  public Season {
    dates = dates == null ? List.of() : List.copyOf(dates);
    days = days == 0 ? 1 : days;
  }
}
