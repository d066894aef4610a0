// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import dev.marchmark.build.PackageBuild;
import dev.marchmark.model.InputFile;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Under which licences packages and real files are passed on, and what has to go with them. */
final class Licences {
    private static final Pattern COMMON = Pattern.compile("/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9])");
    private static final Path COMMON_FOLDER = Path.of("/usr/share/common-licenses");

    private final Path nativeFolder;
    private final Manifest manifest;
    private final boolean withCopyleft;

    /** @param withCopyleft packages may go whose licence asks for their source, which then goes too */
    Licences(Path nativeFolder, Manifest manifest, boolean withCopyleft) {
        this.nativeFolder = nativeFolder;
        this.manifest = manifest;
        this.withCopyleft = withCopyleft;
    }

    /** Why a workload can't be passed on; empty where it can. */
    Optional<String> obstacle(String workload) {
        return Stream.concat(
                        packages(Set.of(workload)).stream().flatMap(each -> obstacle(each).stream()),
                        files(workload).stream().flatMap(each -> obstacle(each).stream()))
                .findFirst();
    }

    private Optional<String> obstacle(SourcePackage called) {
        if (!withCopyleft && isCopyleft(called)) {
            return Optional.of(called.name() + " is under " + called.licence()
                    + ": --with-copyleft takes it along, with its source");
        }
        return source(called).copyright().isPresent()
                ? Optional.empty()
                : Optional.of("the source of " + called.name() + " " + called.version()
                        + " holds no debian/copyright, which would have to go with it");
    }

    private Optional<String> obstacle(InputFile file) {
        return Files.exists(text(file.licence()))
                ? Optional.empty()
                : Optional.of("its input '" + file.name() + "' is under " + file.licence()
                        + ", of which native/licences holds no text");
    }

    private static boolean isCopyleft(SourcePackage called) {
        return !Spdx.isPermissive(called.licence());
    }

    private static PackageSource source(SourcePackage called) {
        return new PackageSource(PackageBuild.source(called.name(), called.version()));
    }

    private Path text(String licence) {
        return nativeFolder.resolve("licences").resolve(licence);
    }

    /** Adds what goes with these workloads. */
    void addTo(Contents contents, Set<String> workloads, Collection<Variant> variants) {
        boolean copyleft = false;
        for (SourcePackage called : packages(workloads)) {
            String copyright = source(called).copyright().orElse("");
            contents.add("licences/packages/" + called.name() + "/copyright", copyright);
            Matcher common = COMMON.matcher(copyright);
            while (common.find()) {
                Path text = COMMON_FOLDER.resolve(common.group(1));
                if (Files.isRegularFile(text)) {
                    contents.add("licences/common/" + common.group(1), text);
                }
            }
            if (isCopyleft(called)) {
                String folder = "sources/" + called.name();
                contents.addAll(folder + "/source", source(called).folder());
                contents.add(folder + "/MODIFIED", modified(called, variants));
                contents.addAll(
                        "sources/native/packages/" + called.name(),
                        nativeFolder.resolve("packages").resolve(called.name()));
                copyleft = true;
            }
        }
        if (copyleft) {
            addScripts(contents);
        }
        Set<String> origins = new TreeSet<>();
        for (String workload : workloads) {
            for (InputFile file : files(workload)) {
                contents.add("licences/files/" + file.licence(), text(file.licence()));
                origins.add(file.name() + ": of " + file.packageName() + " " + file.version() + ", SHA-256 "
                        + file.sha256() + ", under " + file.licence());
            }
        }
        if (!origins.isEmpty()) {
            contents.add("licences/files/FILES", String.join("\n", origins) + "\n");
        }
    }

    private static String modified(SourcePackage called, Collection<Variant> variants) {
        String flags = variants.stream()
                .filter(variant -> called.build(variant.name()).isPresent())
                .map(variant -> "  " + variant.name() + ": " + variant.flags() + "\n")
                .collect(Collectors.joining());
        return called.name() + " " + called.version()
                + " is modified in what is built of it here: its own rules built the"
                + " source in the folder beside this, its patches applied, once for each of these variants, with the flags"
                + " behind @package appended:\n" + flags
                + "What they linked was then linked again, with the calls in sources/native/packages/" + called.name()
                + ", into the libraries in native/build/packages/" + called.name()
                + " and native/build/reference/packages/"
                + called.name()
                + ". The scripts that do both are in sources/native: build-package and replay-link. It is"
                + " under " + called.licence() + ", without any warranty; see licences/packages/" + called.name()
                + ".\n";
    }

    /** What controls such a build, its licence says, is a part of the source. */
    private void addScripts(Contents contents) {
        try (Stream<Path> files = Files.list(nativeFolder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> contents.add("sources/native/" + file.getFileName(), file));
        } catch (IOException e) {
            throw new BundleException("can't read " + nativeFolder + ": " + e.getMessage(), e);
        }
        contents.addAll("sources/native/include", nativeFolder.resolve("include"));
    }

    /** What the workloads call, and what that is linked with. */
    private List<SourcePackage> packages(Set<String> workloads) {
        Set<String> names = new TreeSet<>();
        workloads.stream()
                .filter(id -> Workload.kind(id).equals(Workload.PACKAGES))
                .forEach(id -> addWithNeeded(id.split("/", -1)[1], names));
        return names.stream()
                .flatMap(name -> manifest.sourcePackage(name).stream())
                .toList();
    }

    private void addWithNeeded(String name, Set<String> names) {
        if (names.add(name)) {
            words(descriptor(name), "depends").forEach(needed -> addWithNeeded(needed, names));
        }
    }

    private Path descriptor(String name) {
        return nativeFolder.resolve("packages").resolve(name).resolve("package");
    }

    private static List<String> words(Path descriptor, String key) {
        return read(descriptor)
                .lines()
                .map(line -> List.of(line.split("\\s+", -1)))
                .filter(words -> words.get(0).equals(key))
                .flatMap(words -> words.stream().skip(1))
                .toList();
    }

    /** The real files that a workload takes for input. */
    private List<InputFile> files(String workload) {
        return manifest.workloads().stream()
                .filter(each -> each.id().equals(workload))
                .flatMap(each -> each.files().stream())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BundleException("can't read " + file + ": " + e.getMessage(), e);
        }
    }
}
