/**
 * How traces fall into groups: k-means, hierarchical clustering, outliers by density, and which
 * group of one window is which of the next. May import {@code engine.summary} and the model only;
 * {@link io.tracewright.engine.cluster.Clusterer} is the way in.
 */
package io.tracewright.engine.cluster;
