package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills in the domains of a profile from the files that they name, each file once, and adds the
 * built-in ones that workloads name without listing them.
 *
 * <p>Runs before the other checks, on a document that may be anything.
 */
final class DomainPacks {

  /** As many as the schema admits: more are refused there, and need not be read. */
  private static final int MAX_DOMAINS = 100;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What a file tells of a domain, and what is meant when it does not. */
  private static final Map<String, JsonNode> CONTENT = new LinkedHashMap<>();

  static {
    CONTENT.put("description", JSON.textNode(""));
    CONTENT.put("compliance", JSON.arrayNode());
    CONTENT.put("fields", JSON.arrayNode());
    CONTENT.put("templates", JSON.arrayNode());
    CONTENT.put("template_share", JSON.numberNode(0));
  }

  private final SourceResolver resolver;
  private final Map<String, Pack> done = new HashMap<>();

  DomainPacks(SourceResolver resolver) {
    this.resolver = resolver;
  }

  /** Whether a domain names a file and does not hold all that the file would tell. */
  static boolean isUnread(JsonNode domain) {
    return !domain.path("source").asText().isEmpty()
        && !CONTENT.keySet().stream().allMatch(domain::has);
  }

  void resolve(ObjectNode profile, Findings findings) {
    JsonNode domains = profile.path("domains");
    JsonPointer list = JsonPointer.compile("/domains");
    for (int i = 0; i < Math.min(domains.size(), MAX_DOMAINS); i++) {
      if (domains.path(i) instanceof ObjectNode domain
          && domain.path("source").isTextual()
          && isUnread(domain)) {
        JsonPointer source = list.appendIndex(i).appendProperty("source");
        Pack pack = done.computeIfAbsent(domain.path("source").asText(), this::read);
        pack.problems.forEach(problem -> findings.add(source, problem));
        if (pack.problems.isEmpty()) {
          fill(domain, pack.content);
        }
      }
    }
    addNamed(profile);
  }

  /** What the profile says wins; it is no longer what the file says, so the source goes. */
  private static void fill(ObjectNode domain, ObjectNode content) {
    if (CONTENT.keySet().stream().anyMatch(domain::has)) {
      domain.remove("source");
    }
    CONTENT.forEach(
        (key, absent) -> {
          if (!domain.has(key)) {
            domain.set(key, (content.has(key) ? content.get(key) : absent).deepCopy());
          }
        });
  }

  private void addNamed(ObjectNode profile) {
    if (profile.has("domains") && !profile.path("domains").isArray()) {
      return;
    }
    Set<String> listed = new NameRules(profile, null).names(JsonPointer.compile("/domains"));
    for (JsonNode workload : profile.path("workloads")) {
      String name = workload.path("domain").asText();
      if (BuiltinDomains.names().contains(name) && listed.add(name)) {
        String source = SourceResolver.BUILTIN_PREFIX + name;
        ObjectNode domain = JSON.objectNode().put("name", name).put("source", source);
        ArrayNode domains = profile.withArrayProperty("domains");
        fill(domain, done.computeIfAbsent(source, this::read).content);
        domains.add(domain);
      }
    }
  }

  private Pack read(String source) {
    try (InputStream bytes = open(source)) {
      return parse(YamlText.of(bytes), source);
    } catch (CharacterCodingException e) {
      return Pack.failed("'" + source + "': is not UTF-8 text");
    } catch (IOException | RuntimeException e) {
      return Pack.failed("'" + source + "': " + e.getMessage());
    }
  }

  private InputStream open(String source) throws IOException {
    return source.startsWith(SourceResolver.BUILTIN_PREFIX)
        ? BuiltinDomains.open(source.substring(SourceResolver.BUILTIN_PREFIX.length()))
        : resolver.open(source);
  }

  private static Pack parse(String text, String source) {
    List<ProfileProblem> problems = new ArrayList<>();
    YamlDocument document = YamlParser.parse(text, "domain", problems);
    if (document != null) {
      Findings findings = new Findings(document, problems);
      ProfileSchema.ofDomainFile().check(document.root(), findings);
      DomainRules.check(document.root(), JsonPointer.empty(), findings);
      LawRules.check(document.root(), findings);
      problems = findings.inFileOrder();
    }
    return new Pack(
        document == null ? JSON.objectNode() : document.root(),
        problems.stream().map(problem -> problem.format(source)).toList());
  }

  private record Pack(ObjectNode content, List<String> problems) {
    static Pack failed(String problem) {
      return new Pack(JSON.objectNode(), List.of(problem));
    }
  }
}
