package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.model.json.ModelJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a {@link WorkloadProfile} from YAML (of which JSON is a subset) and names everything that
 * is wrong with it at once, each problem with line, column and path.
 *
 * <p>Text is untrusted: see {@link YamlParser} for what is refused, and give {@link
 * SourceResolver#builtinOnly()} for profiles that come from strangers. Empirical laws and domains
 * come back resolved.
 */
public final class ProfileReader {

  private static final ObjectMapper MAPPER = ModelJson.mapper();

  private final SourceResolver sources;

  /**
   * A reader that opens the data of empirical laws and the files of domains through the resolver.
   */
  public ProfileReader(SourceResolver sources) {
    this.sources = sources;
  }

  /**
   * The profile in a file; the files that it names are sought beside it.
   *
   * @throws ProfileException if the file cannot be read or the profile breaks a rule
   */
  public static WorkloadProfile readFile(Path file) {
    String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
    Path folder = file.toAbsolutePath().getParent();
    return new ProfileReader(SourceResolver.inFolder(folder)).read(textOf(file), name);
  }

  /**
   * The profile in a text.
   *
   * @param sourceName what messages call the text, for example its file name
   * @throws ProfileException if the profile breaks a rule
   */
  public WorkloadProfile read(String yaml, String sourceName) {
    List<ProfileProblem> broken = new ArrayList<>();
    YamlDocument document = YamlParser.parse(yaml, "profile", broken);
    if (document == null) {
      throw new ProfileException(sourceName, broken);
    }
    Findings findings = new Findings(document, broken);
    new DomainPacks(sources).resolve(document.root(), findings);
    ProfileSchema.instance().check(document.root(), findings);
    ProfileRules.check(document.root(), findings);
    new EmpiricalLaws(sources).resolve(document.root(), findings);
    refuse(sourceName, findings);
    WorkloadProfile profile = profile(document);
    AnomalyRules.check(profile, findings);
    refuse(sourceName, findings);
    return profile;
  }

  private static void refuse(String sourceName, Findings findings) {
    if (findings.any()) {
      throw new ProfileException(sourceName, findings.inFileOrder());
    }
  }

  private static WorkloadProfile profile(YamlDocument document) {
    try {
      return MAPPER.treeToValue(document.root(), WorkloadProfile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema admits what the records do not", e);
    }
  }

  private static String textOf(Path file) {
    if (!Files.isRegularFile(file)) {
      throw ProfileException.unreadable(file.toString(), "no such file");
    }
    try {
      return YamlText.of(Files.newInputStream(file));
    } catch (CharacterCodingException e) {
      throw ProfileException.unreadable(file.toString(), "is not UTF-8 text");
    } catch (IOException e) {
      throw ProfileException.unreadable(file.toString(), "cannot be read: " + e.getMessage());
    }
  }
}
