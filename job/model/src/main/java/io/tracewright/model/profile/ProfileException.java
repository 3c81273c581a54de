package io.tracewright.model.profile;

import java.util.List;
import java.util.stream.Collectors;

/** A profile that cannot be used, with everything that is wrong with it, one problem a line. */
public final class ProfileException extends IllegalArgumentException {

  private final transient List<ProfileProblem> problems;

  ProfileException(String source, List<ProfileProblem> problems) {
    super(problems.stream().map(p -> p.format(source)).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  static ProfileException unreadable(String source, String reason) {
    return new ProfileException(source, List.of(new ProfileProblem(0, 0, "", reason)));
  }

  /** The problems in the order of the file, at least one. */
  public List<ProfileProblem> problems() {
    return problems;
  }
}
