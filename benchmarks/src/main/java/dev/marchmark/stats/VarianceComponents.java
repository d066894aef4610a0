// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * How much each of several random factors adds to the variance of single values: y = mean + one effect of each factor + rest.
 *
 * <p>By the method of moments: for each factor, the squared sums of its levels (of values less their mean) equal their
 * expectation. This is MINQUE(0) (Rao 1971, J. Multivariate Anal. 1:257 and 445), which takes any crossing, nesting and
 * imbalance, and gives the classical estimates from the analysis of variance where the data are balanced. It is also the
 * least-squares fit of the components to the products of all pairs of values, so a component that comes out negative,
 * or below 1e-9 of the largest, is set to 0 and the others are fitted again.
 *
 * <p>In draws far from balance it knows a rest badly that is small beside the factors: two factors of 10 unequally frequent
 * levels, 9 and 4 times as large, over 120 values made a rest of 1 come out as 1.5 on average. Forks that go through all
 * layouts of each side are balanced but for which meets which.
 */
final class VarianceComponents {
    /** Below this share of independent information a factor counts as one that the draws cannot tell from others. */
    private static final double CONFOUNDED = 1e-6;

    /**
     * Of the largest component. Few forks make components that are 0 but for rounding, of either sign; the degrees of freedom
     * of {@link RowVariance#overLayouts} would then hang on the rounding.
     */
    private static final double NEGLIGIBLE = 1e-9;

    private final double[] values;
    private final int[][] factors;
    private final double[] variances;

    private VarianceComponents(double[] values, int[][] factors, double[] variances) {
        this.values = values;
        this.factors = factors;
        this.variances = variances;
    }

    /**
     * Estimates them. A factor gets 0 if it has one level only, or if the draws cannot tell it from the rest and the factors
     * named before it: its variance is then in theirs.
     *
     * @param values of any unit, at least two
     * @param factors for each factor the level of every value, 0 or more
     * @throws IllegalArgumentException if a value is not finite, there are fewer than two, or lengths differ
     */
    static VarianceComponents of(double[] values, int[]... factors) {
        Require.finite(values);
        if (values.length < 2) {
            throw new IllegalArgumentException(values.length + " values have no variance");
        }
        for (int[] factor : factors) {
            if (factor.length != values.length) {
                throw new IllegalArgumentException(factor.length + " levels for " + values.length + " values");
            }
        }
        int rest = factors.length;
        int[][] all = Arrays.copyOf(factors, rest + 1);
        all[rest] = IntStream.range(0, values.length).toArray();
        RealMatrix expectations = new Array2DRowRealMatrix(all.length, all.length);
        RealVector squares = new ArrayRealVector(all.length);
        for (int i = 0; i < all.length; i++) {
            squares.setEntry(i, squaredSums(values, all[i]));
            for (int j = 0; j <= i; j++) {
                double expectation = expectation(all[i], all[j]);
                expectations.setEntry(i, j, expectation);
                expectations.setEntry(j, i, expectation);
            }
        }
        return new VarianceComponents(values.clone(), factors.clone(), fit(expectations, squares));
    }

    /** Variance that the factor of this index adds, in squared units of the values; 0 or more. */
    double variance(int factor) {
        return variances[factor];
    }

    /** Variance of what no factor explains, in squared units of the values; 0 or more. */
    double rest() {
        return variances[factors.length];
    }

    /**
     * The predicted effect of each level of a factor, in units of the values and shrunken towards 0 by how little is known
     * of it: best linear unbiased prediction by the mixed model equations (Henderson 1975, Biometrics 31:423). A level never
     * seen gets 0.
     */
    double[] effects(int factor) {
        if (variances[factor] == 0) {
            return new double[levels(factors[factor])];
        }
        int[] first = new int[factors.length];
        int size = 1;
        for (int i = 0; i < factors.length; i++) {
            first[i] = size;
            size += variances[i] > 0 ? levels(factors[i]) : 0;
        }
        RealMatrix equations = new Array2DRowRealMatrix(size, size);
        RealVector sums = new ArrayRealVector(size);
        for (int value = 0; value < values.length; value++) {
            List<Integer> columns = new ArrayList<>(List.of(0));
            for (int i = 0; i < factors.length; i++) {
                if (variances[i] > 0) {
                    columns.add(first[i] + factors[i][value]);
                }
            }
            for (int row : columns) {
                sums.addToEntry(row, values[value]);
                columns.forEach(column -> equations.addToEntry(row, column, 1));
            }
        }
        for (int i = 0; i < factors.length; i++) {
            // Where nothing is left for the rest, a trace of it keeps the equations solvable.
            double penalty = Math.max(rest() / variances[i], CONFOUNDED);
            for (int level = 0; variances[i] > 0 && level < levels(factors[i]); level++) {
                equations.addToEntry(first[i] + level, first[i] + level, penalty);
            }
        }
        RealVector solution = new CholeskyDecomposition(equations).getSolver().solve(sums);
        return solution.getSubVector(first[factor], levels(factors[factor])).toArray();
    }

    /** The number of levels up to the highest one seen. */
    private static int levels(int[] factor) {
        return Arrays.stream(factor).max().orElseThrow() + 1;
    }

    private static double squaredSums(double[] values, int[] factor) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double[] sums = new double[levels(factor)];
        for (int i = 0; i < values.length; i++) {
            sums[factor[i]] += values[i] - mean;
        }
        return Arrays.stream(sums).map(sum -> sum * sum).sum();
    }

    /**
     * What a unit of variance in one factor adds to the expected squared sums of another, after the mean is taken off: the
     * trace of M V M W, with V and W telling which pairs of values share a level and M = I - 1/n.
     */
    private static double expectation(int[] one, int[] other) {
        double n = one.length;
        long[] inOne = counts(one);
        long[] inOther = counts(other);
        long[] pairs = IntStream.range(0, one.length)
                .mapToLong(i -> one[i] * (long) inOther.length + other[i])
                .sorted()
                .toArray();
        double shared = 0;
        double run = 0;
        for (int i = 0; i < pairs.length; i++) {
            run = i > 0 && pairs[i] == pairs[i - 1] ? run + 1 : 1;
            shared += 2 * run - 1;
        }
        double products = IntStream.range(0, one.length)
                .mapToDouble(i -> (double) inOne[one[i]] * inOther[other[i]])
                .sum();
        return shared - 2 * products / n + squares(inOne) * squares(inOther) / (n * n);
    }

    private static long[] counts(int[] factor) {
        long[] counts = new long[levels(factor)];
        for (int level : factor) {
            counts[level]++;
        }
        return counts;
    }

    private static double squares(long[] counts) {
        return Arrays.stream(counts)
                .mapToDouble(count -> (double) count * count)
                .sum();
    }

    private static double[] fit(RealMatrix expectations, RealVector squares) {
        int rest = squares.getDimension() - 1;
        List<Integer> kept = new ArrayList<>();
        IntStream.concat(IntStream.of(rest), IntStream.range(0, rest)).forEach(component -> {
            kept.add(component);
            if (!isIndependent(expectations, kept)) {
                kept.remove(kept.size() - 1);
            }
        });
        while (true) {
            int[] indices = kept.stream().mapToInt(Integer::intValue).toArray();
            double[] solution = new CholeskyDecomposition(expectations.getSubMatrix(indices, indices))
                    .getSolver()
                    .solve(new ArrayRealVector(Arrays.stream(indices)
                            .mapToDouble(squares::getEntry)
                            .toArray()))
                    .toArray();
            int lowest = IntStream.range(0, solution.length)
                    .reduce((a, b) -> solution[a] <= solution[b] ? a : b)
                    .orElseThrow();
            double largest = Arrays.stream(solution).max().orElseThrow();
            if (solution[lowest] > NEGLIGIBLE * largest || kept.size() == 1) {
                double[] variances = new double[rest + 1];
                for (int i = 0; i < indices.length; i++) {
                    variances[indices[i]] = Math.max(0, solution[i]);
                }
                return variances;
            }
            kept.remove(lowest);
        }
    }

    private static boolean isIndependent(RealMatrix expectations, List<Integer> components) {
        int[] indices = components.stream().mapToInt(Integer::intValue).toArray();
        RealVector scale = new ArrayRealVector(Arrays.stream(indices)
                .mapToDouble(i -> 1 / Math.sqrt(Math.max(expectations.getEntry(i, i), Double.MIN_NORMAL)))
                .toArray());
        RealMatrix diagonal = MatrixUtils.createRealDiagonalMatrix(scale.toArray());
        RealMatrix scaled =
                diagonal.multiply(expectations.getSubMatrix(indices, indices)).multiply(diagonal);
        try {
            return new CholeskyDecomposition(scaled, 1e-12, CONFOUNDED)
                    .getSolver()
                    .isNonSingular();
        } catch (NonPositiveDefiniteMatrixException confounded) {
            return false;
        }
    }
}
