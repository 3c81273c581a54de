package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.DomainPack;
import io.tracewright.model.profile.Field;
import io.tracewright.model.profile.Tenant;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a subject area adds to rows: fields and marks of its requests, fields of its tool calls. */
final class Subject {
  private static final String EU = "eu";

  private final Fields fields;
  private final byte[] marks;
  private final byte[] marksInEu;
  private final IdentityHashMap<Tool, ToolFields> tools = new IdentityHashMap<>();

  private Subject(WorkloadProfile profile, DomainPack domain, Mixed mixed, Streams random) {
    this.fields =
        new Fields(domain == null ? List.of() : domain.fields(), mixed.fields, null, random);
    Set<String> compliance = new LinkedHashSet<>(domain == null ? List.of() : domain.compliance());
    this.marks = array(compliance);
    compliance.add("gdpr");
    this.marksInEu = array(compliance);
    for (Tool tool : profile.tools()) {
      Fields arguments = new Fields(tool.arguments(), mixed.arguments, fields, random);
      Fields result = new Fields(tool.result(), mixed.results, arguments, random);
      tools.put(tool, new ToolFields(arguments, result));
    }
  }

  /** The subject of each workload; workloads of one domain share theirs. */
  static Map<Workload, Subject> ofAll(WorkloadProfile profile, Streams random) {
    Mixed mixed = Mixed.of(profile);
    IdentityHashMap<DomainPack, Subject> byDomain = new IdentityHashMap<>();
    IdentityHashMap<Workload, Subject> byWorkload = new IdentityHashMap<>();
    for (Workload workload : profile.workloads()) {
      DomainPack domain = profile.domain(workload.domain());
      if (!byDomain.containsKey(domain)) {
        byDomain.put(domain, new Subject(profile, domain, mixed, random));
      }
      byWorkload.put(workload, byDomain.get(domain));
    }
    return byWorkload;
  }

  private static byte[] array(Set<String> names) {
    return names.stream()
        .map(name -> '"' + new String(JsonText.full(name), StandardCharsets.UTF_8) + '"')
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  Fields fields() {
    return fields;
  }

  /** Marks of a tenant's requests, a JSON array. */
  byte[] marks(Tenant tenant) {
    return tenant.residency().equalsIgnoreCase(EU) ? marksInEu : marks;
  }

  ToolFields tool(Tool tool) {
    return tools.get(tool);
  }

  /**
   * Fields of a tool's calls.
   *
   * @param arguments may take values from the domain's fields
   * @param result may take values from the domain's fields and the arguments
   */
  record ToolFields(Fields arguments, Fields result) {}

  /** Names that hold numbers here and texts there, by the object that they are in. */
  private record Mixed(Set<String> fields, Set<String> arguments, Set<String> results) {
    static Mixed of(WorkloadProfile profile) {
      List<List<Field>> domains = new ArrayList<>();
      List<List<Field>> arguments = new ArrayList<>();
      List<List<Field>> results = new ArrayList<>();
      profile.domains().forEach(domain -> domains.add(domain.fields()));
      profile.tools().forEach(tool -> arguments.add(tool.arguments()));
      profile.tools().forEach(tool -> results.add(tool.result()));
      return new Mixed(Fields.mixed(domains), Fields.mixed(arguments), Fields.mixed(results));
    }
  }
}
