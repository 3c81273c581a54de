package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The published JSON Schema of a profile, and of the files of domains, and the check of a document
 * against it.
 *
 * <p>The validator finds what is wrong; {@link SchemaWording} says it, because the messages are
 * part of this product's contract and not of a library's.
 */
final class ProfileSchema {

  static final String RESOURCE = "profile-v1.schema.json";
  private static final ProfileSchema PROFILE = new ProfileSchema(readResource());
  private static final ProfileSchema DOMAIN_FILE =
      new ProfileSchema(ofDefinition("domain_pack_file"));

  private final JsonNode document;
  private final JsonSchema schema;

  private ProfileSchema(JsonNode document) {
    this.document = document;
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                document, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
  }

  /** The schema of profiles. */
  static ProfileSchema instance() {
    return PROFILE;
  }

  /** The schema of files that the domains of a profile name: a definition of the former. */
  static ProfileSchema ofDomainFile() {
    return DOMAIN_FILE;
  }

  JsonNode document() {
    return document;
  }

  void check(JsonNode profile, Findings findings) {
    for (ValidationMessage violation : schema.validate(profile)) {
      JsonPointer at = JsonPointer.compile(violation.getInstanceLocation().toString());
      JsonPointer rule =
          JsonPointer.compile(violation.getSchemaLocation().getFragment().toString());
      switch (violation.getType()) {
        case "required" -> findings.add(at, violation.getProperty() + " is missing");
        case "additionalProperties" ->
            findings.add(
                at.appendProperty(violation.getProperty()),
                SchemaWording.unknownKey(document.at(rule.head()).path("properties")));
        default ->
            findings.add(
                at,
                SchemaWording.of(
                    violation.getType(), profile.at(at), document.at(rule.head()), violation));
      }
    }
  }

  private static JsonNode ofDefinition(String name) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("$ref", "#/$defs/" + name);
    document.set("$defs", PROFILE.document.path("$defs"));
    return document;
  }

  private static JsonNode readResource() {
    try (InputStream json = ProfileSchema.class.getResourceAsStream(RESOURCE)) {
      return new JsonMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
