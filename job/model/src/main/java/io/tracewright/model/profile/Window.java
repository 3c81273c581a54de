package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * The simulated window and the shape of demand inside it.
 *
 * @param days length of a back-fill, 1 to 3650 days
 * @param end end of the window, exclusive, ISO-8601 UTC instant; null: the start (00:00 UTC) of the
 *     day on which the run is submitted
 * @param timeZones where users live, shares sum to 1; hours, weekdays and dates are read there
 * @param hourlyWeights 24 relative demands, one for each local hour from midnight, each at least 0,
 *     not all 0
 * @param weekendFactor demand on Saturday and Sunday relative to a weekday, at least 0
 * @param seasons days on which demand differs
 */
public record Window(
    int days,
    String end,
    List<ZoneShare> timeZones,
    List<Double> hourlyWeights,
    Double weekendFactor,
    List<Season> seasons)
    implements Serializable {

  static final Window DEFAULT = new Window(0, null, null, null, null, null);

  public Window {
    days = days == 0 ? 7 : days;
    timeZones = timeZones == null ? List.of(ZoneShare.DEFAULT) : List.copyOf(timeZones);
    hourlyWeights =
        hourlyWeights == null ? Collections.nCopies(24, 1.0) : List.copyOf(hourlyWeights);
    weekendFactor = weekendFactor == null ? Double.valueOf(1.0) : weekendFactor;
    seasons = seasons == null ? List.of() : List.copyOf(seasons);
  }
}
