package io.tracewright.clickhouse;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A sink that inserts each stream element as one Native block, exactly once.
 *
 * <p>How: an insert carries the batch's deduplication token; ClickHouse keeps the tokens of the
 * last blocks of a table and drops a block whose token it knows. At a checkpoint the writer waits
 * for all inserts under way, so that a completed checkpoint implies durable rows. After a failure
 * Flink replays the batches since the last checkpoint; those that had arrived are dropped by their
 * tokens. No transaction is held open, and nothing is kept in Flink's state.
 *
 * <p>What it rests on: {@link BatchEncoder} is deterministic; the table's deduplication window is
 * larger than the number of blocks that all writers insert between a batch's first arrival and its
 * last possible replay (checkpoint interval + in-flight). The first is yours to keep; that there is
 * a window of some size ({@link Builder#minDeduplicationWindow}) is checked when a writer starts.
 *
 * <p>Acknowledgements ({@link Builder#onAcknowledged}) leave the writer at each checkpoint and at
 * the end of the input, ahead of the barrier: what arrives downstream is durable already.
 *
 * @param <T> a batch
 */
public final class ClickHouseSink<T>
    implements Sink<T>,
        SupportsCommitter<BatchAck>,
        SupportsPreCommitTopology<BatchAck, BatchAck>,
        SupportsPostCommitTopology<BatchAck> {

  private final SinkSpec<T> spec;

  /** Used once, while the job graph is made; it does not travel to the cluster. */
  private final transient Consumer<DataStream<BatchAck>> onAcknowledged;

  private transient DataStream<CommittableMessage<BatchAck>> writerOutput;

  private ClickHouseSink(Builder<T> builder) {
    this.spec = builder.spec();
    this.onAcknowledged = builder.onAcknowledged;
  }

  public static <T> Builder<T> builder() {
    return new Builder<>();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return WriterStart.open(spec, context);
  }

  /** Remembers what the writer emits; {@link #addPostCommitTopology} follows in the same breath. */
  @Override
  public DataStream<CommittableMessage<BatchAck>> addPreCommitTopology(
      DataStream<CommittableMessage<BatchAck>> written) {
    this.writerOutput = written;
    return written;
  }

  /**
   * Attaches the acknowledgements' topology to the <em>writer's</em> output, in front of the
   * committer.
   *
   * <p>Why here and not in {@link #addPreCommitTopology}: Flink 2.3 expands the sinks inside a sink
   * while it iterates over the operators, and fails unless such a sink is the very last; what this
   * hook adds comes last. The committer's own output is left alone: after the final checkpoint of a
   * bounded run it would come too late.
   */
  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<BatchAck>> committed) {
    if (onAcknowledged != null) {
      AckTopology.attach(writerOutput, onAcknowledged);
    }
  }

  @Override
  public Committer<BatchAck> createCommitter(CommitterInitContext context) {
    return new NoCommitter();
  }

  @Override
  public SimpleVersionedSerializer<BatchAck> getCommittableSerializer() {
    return BatchAckSerializer.INSTANCE;
  }

  @Override
  public SimpleVersionedSerializer<BatchAck> getWriteResultSerializer() {
    return BatchAckSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "ClickHouseSink[" + spec + "]";
  }

  /** Collects the sink's settings; options, table and encoder are required. */
  public static final class Builder<T> {
    private static final int DEFAULT_MAX_IN_FLIGHT = 4;

    private ClickHouseOptions options;
    private String table;
    private BatchEncoder<T> encoder;
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private boolean createTable;
    private boolean requireDeduplication = true;
    private int minDeduplicationWindow = DeduplicationWindow.DEFAULT_MIN_WINDOW;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Consumer<DataStream<BatchAck>> onAcknowledged;

    private Builder() {}

    public Builder<T> options(ClickHouseOptions newOptions) {
      this.options = newOptions;
      return this;
    }

    /** The table's name without database, unquoted. */
    public Builder<T> table(String newTable) {
      this.table = newTable;
      return this;
    }

    public Builder<T> encoder(BatchEncoder<T> newEncoder) {
      this.encoder = newEncoder;
      return this;
    }

    /** How many inserts one writer has under way at a time; default 4. */
    public Builder<T> maxInFlight(int newMaxInFlight) {
      this.maxInFlight = newMaxInFlight;
      return this;
    }

    public Builder<T> retryPolicy(RetryPolicy newRetryPolicy) {
      this.retryPolicy = newRetryPolicy;
      return this;
    }

    /** Whether a writer runs the schema's create statements when it starts; default no. */
    public Builder<T> createTable(boolean newCreateTable) {
      this.createTable = newCreateTable;
      return this;
    }

    /**
     * Whether a table that cannot deduplicate is refused; default yes. Without, the sink is at
     * least once on such a table.
     */
    public Builder<T> requireDeduplication(boolean newRequireDeduplication) {
      this.requireDeduplication = newRequireDeduplication;
      return this;
    }

    /**
     * The least deduplication window that the table and the targets of its views may have; default
     * 1,000. A window smaller than what is replayed after a failure doubles rows without a word:
     * 1,000 blocks are what a writer of ten blocks a second replays after a checkpoint interval of
     * a minute and half a minute of restart. Raise it for faster jobs or rarer checkpoints; lower
     * it only for jobs that insert less.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder<T> minDeduplicationWindow(int newMinDeduplicationWindow) {
      if (newMinDeduplicationWindow < 1) {
        throw new IllegalArgumentException(
            "minDeduplicationWindow must be at least 1, but is " + newMinDeduplicationWindow);
      }
      this.minDeduplicationWindow = newMinDeduplicationWindow;
      return this;
    }

    /**
     * Adds a ClickHouse setting to every insert.
     *
     * @throws IllegalArgumentException if exactly-once rests on the sink's own value of it
     */
    public Builder<T> setting(String name, String value) {
      InsertSettingsPolicy.requireFree(name);
      settings.put(name, value);
      return this;
    }

    /**
     * Attaches a topology to the acknowledgements. It may end in one sink, attached last. Operators
     * in it need names and uids of their own, unique within this sink, and the sink itself needs a
     * uid: Flink prefixes theirs with it. In an undisturbed run each batch comes exactly once;
     * after a failure a replayed batch comes again under the same token.
     */
    public Builder<T> onAcknowledged(Consumer<DataStream<BatchAck>> newOnAcknowledged) {
      this.onAcknowledged = newOnAcknowledged;
      return this;
    }

    /**
     * Builds the sink.
     *
     * @throws NullPointerException if options, table or encoder is missing
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ClickHouseSink<T> build() {
      return new ClickHouseSink<>(this);
    }

    private SinkSpec<T> spec() {
      return new SinkSpec<>(
          requireNonNull(options, "options"),
          requireNonNull(table, "table"),
          requireNonNull(encoder, "encoder"),
          maxInFlight,
          requireNonNull(retryPolicy, "retryPolicy"),
          createTable,
          requireDeduplication ? minDeduplicationWindow : 0,
          settings);
    }
  }
}
