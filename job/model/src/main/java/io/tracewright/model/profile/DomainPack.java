package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * What is special to a subject area: fields of its requests, wording of its prompts.
 *
 * <p>Workloads name it as their {@code domain}. In a profile it is either inline or only {@code
 * name} and {@code source}, a YAML file that holds the rest.
 *
 * @param name identifier, for example {@code ecommerce}
 * @param source where it was read from: a file relative to the profile, or {@code builtin:NAME};
 *     empty: inline
 * @param description one sentence for people
 * @param compliance marks that its rows carry, for example {@code hipaa}, {@code gdpr}
 * @param fields fields of each request
 * @param templates prompts and answers with slots; empty: prompts come from corpora alone
 * @param templateShare share of prompts that come from templates rather than corpora, 0 to 1
 */
public record DomainPack(
    String name,
    String source,
    String description,
    List<String> compliance,
    List<Field> fields,
    List<Template> templates,
    double templateShare)
    implements Serializable {
  public DomainPack {
    source = source == null ? "" : source;
    description = description == null ? "" : description;
    compliance = compliance == null ? List.of() : List.copyOf(compliance);
    fields = fields == null ? List.of() : List.copyOf(fields);
    templates = templates == null ? List.of() : List.copyOf(templates);
  }

  DomainPack withoutTemplates() {
    return new DomainPack(name, source, description, compliance, fields, templates, 0);
  }

  /**
   * A prompt and its answer.
   *
   * @param prompt text with slots like {@code {order_id}}, each the name of a field
   * @param response text with slots
   */
  public record Template(String prompt, String response) implements Serializable {}
}
