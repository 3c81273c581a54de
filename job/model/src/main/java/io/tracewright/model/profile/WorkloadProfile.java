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
 * @param arrivals how requests come within that demand
 * @param limits bounds that hold for every trace
 * @param regions where requests are served, shares sum to 1
 * @param tenants whose requests they are, shares sum to 1
 * @param personas what kinds of users there are, shares sum to 1
 * @param workloads what is asked for, shares sum to 1
 * @param models model catalogue, shares sum to 1
 * @param tools tool catalogue
 * @param sequences fixed orders of steps that workloads use
 * @param errors kinds of failure, shares sum to 1
 * @param errorBursts how failures cluster in time
 * @param incidents what goes wrong, or gets popular, for a while
 * @param anomalies odd traces put in on purpose
 * @param content how much of prompts and answers rows carry
 * @param domains subject areas that workloads name
 * @param targets what the run must show as a whole
 * @param budget what the run may cost
 */
public record WorkloadProfile(
    int schemaVersion,
    String name,
    String description,
    long seed,
    Scale scale,
    Window window,
    Arrivals arrivals,
    Limits limits,
    List<Region> regions,
    List<Tenant> tenants,
    List<Persona> personas,
    List<Workload> workloads,
    List<Model> models,
    List<Tool> tools,
    List<Sequence> sequences,
    List<ErrorKind> errors,
    ErrorBursts errorBursts,
    List<Incident> incidents,
    Anomalies anomalies,
    ContentPolicy content,
    List<DomainPack> domains,
    Targets targets,
    Budget budget)
    implements Serializable {

  /** The format that this version reads and writes. */
  public static final int SCHEMA_VERSION = 1;

  public WorkloadProfile {
    description = description == null ? "" : description;
    scale = scale == null ? Scale.DEFAULT : scale;
    window = window == null ? Window.DEFAULT : window;
    arrivals = arrivals == null ? Arrivals.DEFAULT : arrivals;
    limits = limits == null ? Limits.DEFAULT : limits;
    regions = regions == null ? List.of(Region.DEFAULT) : List.copyOf(regions);
    tenants = tenants == null ? List.of(Tenant.DEFAULT) : List.copyOf(tenants);
    personas = personas == null ? List.of(Persona.DEFAULT) : List.copyOf(personas);
    workloads = List.copyOf(workloads);
    models = List.copyOf(models);
    tools = tools == null ? List.of() : List.copyOf(tools);
    sequences = sequences == null ? List.of() : List.copyOf(sequences);
    errors = errors == null ? List.of(ErrorKind.DEFAULT) : List.copyOf(errors);
    errorBursts = errorBursts == null ? ErrorBursts.NONE : errorBursts;
    incidents = incidents == null ? List.of() : List.copyOf(incidents);
    anomalies = anomalies == null ? Anomalies.NONE : anomalies;
    content = content == null ? ContentPolicy.DEFAULT : content;
    domains = domains == null ? List.of() : List.copyOf(domains);
    targets = targets == null ? Targets.NONE : targets;
    budget = budget == null ? Budget.NONE : budget;
  }

  /**
   * The subject area that a workload names, or null when it is only a name.
   *
   * @param name value of {@link Workload#domain()}
   */
  public DomainPack domain(String name) {
    return domains.stream().filter(pack -> pack.name().equals(name)).findFirst().orElse(null);
  }

  /** The same profile, whose prompts all come from corpora. */
  public WorkloadProfile withoutTemplates() {
    return new WorkloadProfile(
        schemaVersion,
        name,
        description,
        seed,
        scale,
        window,
        arrivals,
        limits,
        regions,
        tenants,
        personas,
        workloads,
        models,
        tools,
        sequences,
        errors,
        errorBursts,
        incidents,
        anomalies,
        content,
        domains.stream().map(DomainPack::withoutTemplates).toList(),
        targets,
        budget);
  }

  /** About how many spans a trace has, to size chunks; retries and failures shift the real mean. */
  public double expectedSpansPerTrace() {
    return workloads.stream()
        .mapToDouble(w -> w.share() * Math.min(limits.maxSpansPerTrace(), w.expectedSpans()))
        .sum();
  }
}
