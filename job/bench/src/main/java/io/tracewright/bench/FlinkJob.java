package io.tracewright.bench;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.flink.JobMain;
import io.tracewright.flink.TracePipeline;
import io.tracewright.flink.functions.CorpusLoader;
import io.tracewright.model.corpus.BuiltinCorpora;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.run.RunSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs of the real pipeline in a Flink cluster inside this process, two tasks wide. */
final class FlinkJob {
  private static final int PARALLELISM = 2;
  private static final int MAX_IN_FLIGHT = 2;

  private FlinkJob() {}

  /** What is added to a job between its making and its execution. */
  interface Assembly {
    void add(TracePipeline pipeline, StreamExecutionEnvironment job);
  }

  static Assembly toClickHouse(ClickHouseOptions clickHouse) {
    return (pipeline, job) -> pipeline.writeTo(clickHouse, MAX_IN_FLIGHT, job);
  }

  /** Runs a job and gives its duration in seconds. */
  static double run(RunSpec spec, Assembly assembly) throws Exception {
    StreamExecutionEnvironment job = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM);
    Configuration cluster = new Configuration();
    // The job manager's memory, where checkpoints would go, takes no more than 5 MB of each task.
    Path checkpoints = Files.createTempDirectory("tracewright-bench");
    cluster.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    job.configure(cluster);
    job.configure(JobMain.defaults(cluster));
    CorpusLoader corpora = FlinkJob::builtin;
    assembly.add(new TracePipeline(spec, corpora), job);
    return job.execute(spec.runId()).getNetRuntime(TimeUnit.MILLISECONDS) / 1000.0;
  }

  private static List<LoadedCorpus> builtin(List<CorpusRef> refs) {
    List<LoadedCorpus> loaded = new ArrayList<>();
    for (CorpusRef ref : refs) {
      loaded.add(new LoadedCorpus(ref, BuiltinCorpora.read(ref.builtinName())));
    }
    return loaded;
  }
}
