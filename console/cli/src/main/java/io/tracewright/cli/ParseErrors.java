package io.tracewright.cli;

import java.net.URI;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words for arguments that cannot be parsed: what was given, then the rule. */
final class ParseErrors {
  private static final String WHOLE_NUMBER = "must be a whole number";

  private static final Map<Class<?>, String> RULES =
      Map.of(
          Long.class,
              WHOLE_NUMBER + " between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807",
          Integer.class, WHOLE_NUMBER + " between -2,147,483,648 and 2,147,483,647",
          int.class, WHOLE_NUMBER + " between -2,147,483,648 and 2,147,483,647",
          Double.class, "must be a number",
          URI.class, "must read like http://host:8123");

  private ParseErrors() {}

  static String describe(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      return String.join(" ", unmatched.getUnmatched())
          + ": "
          + problem.getCommandLine().getCommandSpec().qualifiedName()
          + " takes no such option or argument";
    }
    ArgSpec argument = problem.getArgSpec();
    String rule = argument == null ? null : rule(argument);
    if (rule == null || problem.getValue() == null) {
      return problem.getMessage();
    }
    String name =
        argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    return name + " " + problem.getValue() + ": " + rule;
  }

  private static String rule(ArgSpec argument) {
    return Map.class.isAssignableFrom(argument.type())
        ? "must read like " + argument.paramLabel()
        : RULES.get(argument.type());
  }
}
