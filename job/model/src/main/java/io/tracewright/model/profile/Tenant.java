package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A customer of the simulated platform.
 *
 * @param id identifier written to {@code tenant_id}
 * @param share share of traces, 0 to 1
 * @param residency jurisdiction that its data must not leave: its requests are served by regions of
 *     that residency, by their shares; empty: anywhere
 */
public record Tenant(String id, double share, String residency) implements Serializable {
  static final Tenant DEFAULT = new Tenant("default", 1, null);

  public Tenant {
    residency = residency == null ? "" : residency;
  }
}
