package io.tracewright.bench;

import io.tracewright.engine.generate.random.LawSampler;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Law;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time for one draw: from each family of laws, and from a stream that was just seeded. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SamplerStages {

  /** Draws from the family's sampler, its stream seeded once. */
  @Benchmark
  public double draw(Sampler sampler) {
    return sampler.sampler.draw();
  }

  /** Seeds a stream as every trace does, and draws one word. */
  @Benchmark
  public long seedAndDraw(Seeded seeded) {
    seeded.random.seed(42, Streams.Purpose.TRACE, seeded.trace++);
    return seeded.random.nextLong();
  }

  /** A stream that is seeded again and again. */
  @State(Scope.Thread)
  public static class Seeded {
    final Streams random = new Streams();
    long trace;
  }

  /** A sampler of a family, its parameters like those of a token count or a latency. */
  @State(Scope.Thread)
  public static class Sampler {
    /** The family's name in profiles; a few are named with their bounds. */
    @Param({
      "constant",
      "uniform",
      "normal",
      "lognormal",
      "lognormal_bounded",
      "exponential",
      "gamma",
      "weibull",
      "pareto",
      "mixture",
      "empirical"
    })
    public String family;

    LawSampler sampler;

    @Setup(Level.Trial)
    public void prepare() {
      Streams random = new Streams();
      random.seed(42, Streams.Purpose.TRACE, 7);
      sampler = LawSampler.of(law(family), random);
    }

    private static Law law(String family) {
      return switch (family) {
        case "constant" -> new Law.Constant(120);
        case "uniform" -> new Law.Uniform(20, 400);
        case "normal" -> new Law.Normal(120, 30, null, null);
        case "lognormal" -> new Law.LogNormal(120, 0.8, null, null);
        case "lognormal_bounded" -> new Law.LogNormal(120, 0.8, 30.0, 600.0);
        case "exponential" -> new Law.Exponential(120, null, null);
        case "gamma" -> new Law.Gamma(2, 60, null, null);
        case "weibull" -> new Law.Weibull(1.5, 130, null, null);
        case "pareto" -> new Law.Pareto(40, 1.5, null, null);
        case "mixture" ->
            new Law.Mixture(
                List.of(
                    new Law.Mixture.Component(0.9, law("lognormal")),
                    new Law.Mixture.Component(0.1, law("pareto"))));
        case "empirical" ->
            new Law.Empirical(
                "bench.csv",
                "latency_ms",
                IntStream.rangeClosed(1, 1_000).mapToObj(i -> i * 0.5).toList());
        default -> throw new IllegalArgumentException("no law of family " + family);
      };
    }
  }
}
