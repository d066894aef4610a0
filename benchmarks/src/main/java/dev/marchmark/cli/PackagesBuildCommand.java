// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.build.PackageBuild;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.UnknownNameException;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import dev.marchmark.report.PackagesReport;
import dev.marchmark.run.MachineLock;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code marchmark packages build}. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds packages of the distribution by its own rules, at each level.",
            "Only the level's flag is added, and nothing is installed. What is built already is",
            "left alone, and after Ctrl-C another start goes on.",
            ""
        })
final class PackagesBuildCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "As 'packages list' shows them. Default: all.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--levels",
            split = ",",
            paramLabel = "LEVEL",
            defaultValue = "v1,v2,v3",
            description = "v1 is always built, as the others are held against it. Default: ${DEFAULT-VALUE}.")
    private List<String> levels = List.of();

    @Option(
            names = "--compiler",
            defaultValue = "gcc",
            description = "Such as gcc-15, which 'scripts/toolchain' prepares. Default: ${DEFAULT-VALUE}.")
    private String compiler = "";

    @Option(
            names = "--install-needs",
            description = "As root, first install what the builds need; without it the command to type is printed.")
    private boolean installNeeds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        // Beside a measurement it would disturb it.
        MachineLock lock = MachineLock.take();
        try {
            return build();
        } finally {
            MachineLock.release(lock);
        }
    }

    private int build() {
        NativeBuild nativeBuild = Home.nativeBuild();
        Manifest manifest = nativeBuild.describe();
        List<String> known =
                manifest.packages().stream().map(SourcePackage::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw UnknownNameException.of("package", name, known);
            }
        }
        List<String> wanted = names.isEmpty() ? known : names;
        List<Variant> variants = variants(manifest);
        PackageBuild build = Home.packageBuild(spec.commandLine().getErr()::println);
        if (!build.hasNeeds(wanted, installNeeds)) {
            return ExitCode.MISSING;
        }
        List<String> failed = new ArrayList<>();
        for (String name : wanted) {
            if (!isBuilt(build, name, variants)) {
                failed.add(name);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(PackagesReport.of(nativeBuild.describe().packages().stream()
                .filter(each -> wanted.contains(each.name()))
                .toList()));
        if (!failed.isEmpty()) {
            out.println("not built, or not all of them, for the reasons above: " + String.join(", ", failed));
        }
        out.flush();
        return failed.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private static boolean isBuilt(PackageBuild build, String name, List<Variant> variants) {
        Optional<String> fetched = build.fetch(name);
        return fetched.isPresent()
                && variants.stream().allMatch(variant -> build.build(name, variant.name(), fetched.get()));
    }

    /** The baseline, and those that the options mean. */
    private List<Variant> variants(Manifest manifest) {
        List<Variant> asked = manifest.variants().stream()
                .filter(variant -> variant.kind().equals(Workload.PACKAGES)
                        && variant.compiler().equals(compiler)
                        && levels.contains("v" + variant.level()))
                .toList();
        if (asked.isEmpty()) {
            throw new UsageException("no variant of packages is of " + compiler + " and " + String.join(" or ", levels)
                    + "; 'marchmark list' shows those that there are");
        }
        List<Variant> variants = new ArrayList<>(asked);
        Variant baseline =
                manifest.variant(manifest.set(Workload.PACKAGES).get(0).get(0));
        variants.remove(baseline);
        variants.add(0, baseline);
        return variants;
    }
}
