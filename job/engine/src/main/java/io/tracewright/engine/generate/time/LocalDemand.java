package io.tracewright.engine.generate.time;

import io.tracewright.model.profile.Season;
import io.tracewright.model.profile.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Demand of the users of one time zone by their own clock and calendar: hour x weekday x seasons.
 * Remembers the last day, so it is cheap in the order of time; not thread-safe.
 */
final class LocalDemand {
  private static final int YYYY_MM_DD = 10;

  private final ZoneId zone;
  private final double[] byHour;
  private final double weekendFactor;
  private final List<DayFactor> seasons = new ArrayList<>();
  private LocalDate day = LocalDate.MIN;
  private double ofDay;

  LocalDemand(Window window, String zone) {
    this.zone = ZoneId.of(zone);
    this.byHour = window.hourlyWeights().stream().mapToDouble(Double::doubleValue).toArray();
    this.weekendFactor = window.weekendFactor();
    for (Season season : window.seasons()) {
      seasons.add(new DayFactor(days(season), season.factor()));
    }
  }

  /** Relative demand at a time, at least 0. */
  double at(long timeMs) {
    ZonedDateTime local = Instant.ofEpochMilli(timeMs).atZone(zone);
    LocalDate today = local.toLocalDate();
    if (!today.equals(day)) {
      day = today;
      ofDay = ofDay(today);
    }
    return ofDay * byHour[local.getHour()];
  }

  private double ofDay(LocalDate date) {
    boolean weekend =
        date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    double factor = weekend ? weekendFactor : 1;
    for (DayFactor season : seasons) {
      if (season.days.test(date)) {
        factor *= season.factor;
      }
    }
    return factor;
  }

  private static Predicate<LocalDate> days(Season season) {
    return switch (season.on()) {
      case "month_end" -> date -> isMonthEnd(date, season.days());
      case "quarter_end" ->
          date -> date.getMonthValue() % 3 == 0 && isMonthEnd(date, season.days());
      case "dates" ->
          season.dates().stream().map(LocalDemand::date).reduce(d -> false, Predicate::or);
      default -> throw new IllegalArgumentException("unknown season on '" + season.on() + "'");
    };
  }

  private static boolean isMonthEnd(LocalDate date, int days) {
    return date.getDayOfMonth() > date.lengthOfMonth() - days;
  }

  private static Predicate<LocalDate> date(String text) {
    if (text.length() == YYYY_MM_DD) {
      return LocalDate.parse(text)::equals;
    }
    MonthDay everyYear = MonthDay.parse("--" + text);
    return date -> MonthDay.from(date).equals(everyYear);
  }

  private record DayFactor(Predicate<LocalDate> days, double factor) {}
}
