package io.tracewright.clickhouse;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one writer that are under way: a bounded number, each in a thread of its own.
 *
 * <p>All methods are called by the task thread. A sender gives its outcome back through the task's
 * mailbox, so that the count, the buffers and the acknowledgements belong to one thread and need no
 * lock. Waiting means to work through the mailbox: the task stays open to cancellation, and a
 * failed insert throws from the very call that waits, or else from the task's main loop.
 */
final class InFlightInserts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InFlightInserts.class);
  private static final long IDLE_THREAD_SECONDS = 30;
  private static final long CLOSE_SECONDS = 10;

  private final int max;
  private final MailboxExecutor mailbox;
  private final Inserter inserter;
  private final BiConsumer<InsertRequest, InsertOutcome> onDone;
  private final ThreadPoolExecutor senders;
  private int inFlight;

  /**
   * Starts without threads; they come with the requests and go when idle.
   *
   * @param onDone called by the task thread for every outcome; what it throws fails the task
   */
  InFlightInserts(
      int max,
      MailboxExecutor mailbox,
      Inserter inserter,
      BiConsumer<InsertRequest, InsertOutcome> onDone,
      String threadName) {
    this.max = max;
    this.mailbox = mailbox;
    this.inserter = inserter;
    this.onDone = onDone;
    AtomicInteger number = new AtomicInteger();
    this.senders =
        new ThreadPoolExecutor(
            max,
            max,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> newThread(task, threadName + "-" + number.incrementAndGet()));
    senders.allowCoreThreadTimeOut(true);
  }

  int size() {
    return inFlight;
  }

  /** Waits until a request may be submitted. */
  void awaitSlot() throws InterruptedException {
    while (inFlight >= max) {
      mailbox.yield();
    }
  }

  /** Waits until nothing is under way. */
  void awaitAll() throws InterruptedException {
    while (inFlight > 0) {
      mailbox.yield();
    }
  }

  /** Sends the request in the background; there must be a slot. */
  void submit(InsertRequest request) {
    inFlight++;
    senders.execute(() -> send(request));
  }

  /** Tells the senders to stop; one that is inside a request stops when its connection closes. */
  void cancel() {
    senders.shutdownNow();
  }

  /** Waits until the senders have stopped; {@link #cancel} and the transport's close come first. */
  @Override
  public void close() {
    try {
      if (!senders.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A ClickHouse sender did not stop within {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(InsertRequest request) {
    try {
      InsertOutcome outcome = inserter.insert(request);
      post(() -> done(request, outcome), request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      post(
          () -> {
            throw e;
          },
          request);
    }
  }

  private void post(ThrowingRunnable<RuntimeException> mail, InsertRequest request) {
    try {
      mailbox.execute(mail, "ClickHouse insert %s", request.token());
    } catch (RejectedExecutionException e) {
      LOG.debug("The task ended before the insert of batch '{}'", request.token());
    }
  }

  private void done(InsertRequest request, InsertOutcome outcome) {
    inFlight--;
    onDone.accept(request, outcome);
  }

  private static Thread newThread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
