package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.tracewright.model.corpus.CorpusCategories;
import io.tracewright.model.json.ModelJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Schema and records say the same: neither can change without the other. */
final class ProfileSchemaTest {

  /** Each optional record that is null or empty when absent, with required keys alone. */
  private static final String EVERY_SECTION =
      ProfileTexts.MINIMAL
          + """
          personas: [{name: a, share: 1}]
          tools:
            - {name: look, type: query, latency_ms: {family: constant, value: 5}, arguments: [{name: a, values: [b]}]}
          sequences: [{name: s, steps: [{name: one, duration_ms: {family: constant, value: 5}}]}]
          domains: [{name: d}]
          arrivals: {pattern: {kind: steady}}
          window: {seasons: [{name: ends, on: month_end, factor: 2}]}
          regions: [{name: r, share: 1}]
          tenants: [{id: t, share: 1}]
          incidents: [{kind: ddos, at: 0, duration_minutes: 5}]
          """;

  private static final Map<Class<?>, String> TYPES =
      Map.of(
          String.class, "string",
          double.class, "number",
          Double.class, "number",
          int.class, "integer",
          long.class, "integer",
          boolean.class, "boolean");

  private final JsonNode schema = ProfileSchema.instance().document();

  @Test
  void everyRecordComponentIsAPropertyAndTheOtherWayRound() {
    assertSame(WorkloadProfile.class, schema, List.of());
  }

  @Test
  void everyLawIsAFamily() {
    List<String> families = new ArrayList<>();
    for (JsonSubTypes.Type law : Law.class.getAnnotation(JsonSubTypes.class).value()) {
      families.add(law.name());
      JsonNode ofLaw = schema.at("/$defs/law_" + law.name());
      assertSame(law.value(), ofLaw, List.of("family"));
      assertThat(ofLaw.at("/properties/family/const").asText()).isEqualTo(law.name());
    }
    assertThat(texts(schema.at("/$defs/law/properties/family/enum"))).isEqualTo(families);
    assertThat(families).hasSameSizeAs(Law.class.getPermittedSubclasses());
    List<String> branches = new ArrayList<>();
    schema.at("/$defs/law/allOf").forEach(b -> branches.add(b.at("/then/$ref").asText()));
    assertThat(branches).isEqualTo(families.stream().map(f -> "#/$defs/law_" + f).toList());
  }

  @Test
  void everythingIsDescribedAndNothingElseAdmitted() {
    List<JsonNode> objects = new ArrayList<>(List.of(schema));
    schema.path("$defs").forEach(objects::add);
    for (JsonNode object : objects) {
      assertThat(object.path("description").asText()).as("%s", object).isNotBlank();
      for (Iterator<String> names = object.path("properties").fieldNames(); names.hasNext(); ) {
        String name = names.next();
        assertThat(object.path("properties").path(name).path("description").asText())
            .as(name)
            .endsWith(".");
      }
      if (!object.has("allOf")) {
        assertThat(object.path("additionalProperties").isBoolean()).isTrue();
        assertThat(object.path("additionalProperties").booleanValue()).isFalse();
      }
    }
  }

  @Test
  void theFileOfADomainHoldsWhatADomainDoesButItsSource() {
    List<String> ofFile = new ArrayList<>();
    schema.at("/$defs/domain_pack_file/properties").fieldNames().forEachRemaining(ofFile::add);
    List<String> ofDomain = new ArrayList<>(List.of("schema_version"));
    schema.at("/$defs/domain_pack/properties").fieldNames().forEachRemaining(ofDomain::add);
    ofDomain.remove("source");
    assertThat(ofFile).isEqualTo(ofDomain);
  }

  /** A default in the schema is what the record makes of an absent key. */
  @Test
  void defaultsAreThoseOfTheRecords() {
    JsonNode profile = ModelJson.mapper().valueToTree(ProfileTexts.read(EVERY_SECTION));
    int checked = assertDefaults(schema, profile, "profile");
    assertThat(checked).isGreaterThan(40);
  }

  private int assertDefaults(JsonNode object, JsonNode value, String name) {
    int checked = 0;
    // Absent as a whole they are a chain; written, they cannot all have their defaults.
    boolean written = !name.endsWith("tool_patterns");
    for (Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
      String key = name + "." + property.getKey();
      JsonNode of = property.getValue();
      JsonNode actual = value.path(property.getKey());
      if (of.has("default") && written) {
        assertThat(actual.asText()).as(key).isIn(of.path("default").asText(), asDouble(of));
        checked++;
      }
      String ref = of.path("$ref").asText() + of.path("items").path("$ref").asText();
      JsonNode first = actual.isArray() ? actual.path(0) : actual;
      if (!ref.isEmpty() && !first.isMissingNode() && !ref.endsWith("/law")) {
        checked += assertDefaults(schema.at(ref.substring(1)), first, key);
      }
    }
    return checked;
  }

  private static String asDouble(JsonNode property) {
    return Double.toString(property.path("default").asDouble());
  }

  @Test
  void kindsOfAnomaliesAreThoseOfTheList() {
    assertThat(texts(schema.at("/$defs/weighted_kind/properties/kind/enum")))
        .isEqualTo(AnomalyKinds.names());
  }

  @Test
  void categoriesAreThoseOfCorpora() {
    assertThat(texts(schema.at("/$defs/workload/properties/category/enum")))
        .isEqualTo(CorpusCategories.names());
  }

  private void assertSame(Class<?> type, JsonNode object, List<String> more) {
    List<String> components =
        Stream.concat(
                more.stream(),
                Arrays.stream(type.getRecordComponents()).map(c -> snake(c.getName())))
            .toList();
    List<String> properties = new ArrayList<>();
    object.path("properties").fieldNames().forEachRemaining(properties::add);
    assertThat(properties).as(type.getSimpleName()).containsExactlyElementsOf(components);
    for (RecordComponent component : type.getRecordComponents()) {
      JsonNode property = object.path("properties").path(snake(component.getName()));
      assertSame(
          component.getGenericType(), property, type.getSimpleName() + "." + component.getName());
    }
  }

  private void assertSame(Type type, JsonNode property, String name) {
    String ref = property.path("$ref").asText();
    if (type instanceof ParameterizedType list) {
      assertThat(property.path("type").asText()).as(name).isEqualTo("array");
      assertSame(list.getActualTypeArguments()[0], property.path("items"), name + "[]");
    } else if (type == Law.class) {
      assertThat(ref).as(name).isEqualTo("#/$defs/law");
    } else if (((Class<?>) type).isRecord()) {
      assertThat(ref).as(name).startsWith("#/$defs/");
      assertSame((Class<?>) type, schema.at(ref.substring(1)), List.of());
    } else if (property.has("type")) {
      assertThat(property.path("type").asText()).as(name).isEqualTo(TYPES.get(type));
    } else {
      assertThat(property.has("enum") || property.has("const")).as(name).isTrue();
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static String snake(String name) {
    return new SnakeCaseStrategy().translate(name);
  }
}
