package io.tracewright.engine.generate.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.ZoneShare;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearnessTest {
  private static final Region US = new Region("us-east-1", 1, 2, null);
  private static final Region UNUSED = new Region("eu-west-1", 0, 2, null);
  private static final List<ZoneShare> ZONES =
      List.of(new ZoneShare("America/New_York", 1), new ZoneShare("Europe/Berlin", 0));

  /** Nobody lives there, but a profile may list it. */
  @Test
  void usersOfAZoneWithoutAShareAreServedSomewhere() {
    Streams random = new Streams();
    for (List<Region> regions : List.of(List.of(US), List.of(US, UNUSED))) {
      Nearness nearness = new Nearness(regions, ZONES);
      for (ZoneShare zone : ZONES) {
        for (int i = 0; i < 100; i++) {
          assertThat(nearness.of(zone.zone(), random).at(i / 100.0)).isEqualTo(US);
        }
      }
    }
  }
}
