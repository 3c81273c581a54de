package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * A workload profile: everything about the traffic to be made that does not change from run to run.
 *
 * <p>Read from YAML by {@link ProfileReader}, which checks it whole; the compact constructors only
 * guard against nulls and copies. Lists keep the order of the file, because sampling tables are
 * built in that order and so are part of what a seed means.
 *
 * @param schemaVersion version of the profile format, 1 today
 * @param name identifier, also written to run records
 * @param description one sentence for people
 * @param seed default seed of a run
 * @param scale how much
 * @param window when
 * @param limits bounds that hold for every trace
 * @param regions where requests are served, shares sum to 1
 * @param tenants whose requests they are, shares sum to 1
 * @param workloads what is asked for, shares sum to 1
 * @param models model catalogue, shares sum to 1
 * @param tools tool catalogue
 * @param errors kinds of failure, shares sum to 1
 */
public record WorkloadProfile(
    int schemaVersion,
    String name,
    String description,
    long seed,
    Scale scale,
    Window window,
    Limits limits,
    List<Region> regions,
    List<Tenant> tenants,
    List<Workload> workloads,
    List<Model> models,
    List<Tool> tools,
    List<ErrorKind> errors)
    implements Serializable {

  /** The format that this version reads and writes. */
  public static final int SCHEMA_VERSION = 1;

  public WorkloadProfile {
    description = description == null ? "" : description;
    scale = scale == null ? Scale.DEFAULT : scale;
    window = window == null ? Window.DEFAULT : window;
    limits = limits == null ? Limits.DEFAULT : limits;
    regions = regions == null ? List.of(Region.DEFAULT) : List.copyOf(regions);
    tenants = tenants == null ? List.of(Tenant.DEFAULT) : List.copyOf(tenants);
    workloads = List.copyOf(workloads);
    models = List.copyOf(models);
    tools = tools == null ? List.of() : List.copyOf(tools);
    errors = errors == null ? List.of(ErrorKind.DEFAULT) : List.copyOf(errors);
  }

  /** About how many spans a trace has, to size chunks; retries and failures shift the real mean. */
  public double expectedSpansPerTrace() {
    return workloads.stream()
        .mapToDouble(workload -> workload.share() * workload.expectedSpans())
        .sum();
  }
}
