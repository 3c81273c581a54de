package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SELECT that the engine computes on another thread while its formatted result is read here.
 *
 * <p>The library's own streaming call ({@code chdb_stream_query}) formats every block as a document
 * of its own, so a streamed JSON, Parquet or CSVWithNames result would be a row of documents.
 * {@code INTO OUTFILE} formats once, for every format, in constant memory; its file is a {@link
 * ResultPipe}.
 */
final class RunningSelect implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningSelect.class);
  private static final long KILL_INTERVAL_MS = 200;

  private final Engine engine;
  private final ResultPipe pipe;
  private final FutureTask<QueryStatistics> task;

  private RunningSelect(Engine engine, ResultPipe pipe, FutureTask<QueryStatistics> task) {
    this.engine = engine;
    this.pipe = pipe;
    this.task = task;
  }

  /**
   * Starts the statement.
   *
   * @param connection used by the engine's thread until {@link #finish} or {@link #close} returns
   * @param compression ClickHouse's name of the compression of the output, or {@code none}
   */
  static RunningSelect start(
      Engine engine,
      EngineConnection connection,
      SqlStatement statement,
      String defaultFormat,
      String compression,
      Path pipeDirectory,
      Executor executor)
      throws IOException {
    ResultPipe pipe = ResultPipe.create(pipeDirectory);
    byte[] sql = statement.intoOutfile(pipe.path(), compression, defaultFormat);
    FutureTask<QueryStatistics> task =
        new FutureTask<>(
            () -> {
              try {
                return connection.execute(sql, defaultFormat).statistics();
              } finally {
                pipe.endOfWriting();
              }
            });
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      pipe.close();
      throw new IOException("the server is stopping", e);
    }
    return new RunningSelect(engine, pipe, task);
  }

  /** Reads formatted bytes, blocking for the first; -1 when the engine has written all it will. */
  int read(ByteBuffer target) throws IOException {
    return pipe.read(target);
  }

  /** The statistics, once {@link #read} has returned -1; or the error that ended the statement. */
  QueryStatistics finish() throws EngineException {
    return await(task);
  }

  /** Cancels the statement if it still runs, waits until it has stopped, and removes the pipe. */
  @Override
  public void close() throws IOException {
    pipe.close();
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        engine.kill(pipe.marker());
        task.get(KILL_INTERVAL_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        LOG.debug("statement {} has not stopped yet", pipe.marker());
      } catch (ExecutionException | CancellationException e) {
        LOG.debug("statement {} stopped: {}", pipe.marker(), e.getMessage());
      } catch (EngineException e) {
        LOG.warn("cannot cancel statement {}: {}", pipe.marker(), e.getMessage());
      } catch (InterruptedException e) {
        // The connection is in the engine's hands: leaving now would close it under the engine.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static QueryStatistics await(FutureTask<QueryStatistics> task) throws EngineException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException failure) {
        throw failure;
      }
      throw new IllegalStateException("the engine's thread failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the engine finishes", e);
    }
  }
}
