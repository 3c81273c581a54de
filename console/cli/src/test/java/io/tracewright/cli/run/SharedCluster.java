package io.tracewright.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link TestCluster} of their JVM, which JUnit closes after the last. */
public final class SharedCluster implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TestCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return of(test);
  }

  /** The cluster, which starts when it is first asked for. */
  public static TestCluster of(ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(TestCluster.class))
        .getOrComputeIfAbsent(TestCluster.class, key -> start(), TestCluster.class);
  }

  private static TestCluster start() {
    try {
      return new TestCluster();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
