package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * A customer of the simulated platform.
 *
 * @param id identifier written to {@code tenant_id}
 * @param share share of traces, 0 to 1
 */
public record Tenant(String id, double share) implements Serializable {
  static final Tenant DEFAULT = new Tenant("default", 1);
}
