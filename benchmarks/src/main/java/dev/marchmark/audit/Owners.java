// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which package each file of a root belongs to, as its package databases say. */
final class Owners {
    /** A package, as its database names it. */
    record Installed(String name, String version, String source) {}

    private final RootFolder root;
    private final Set<String> wanted;
    private final Map<String, Installed> owners = new HashMap<>();
    private final Set<Installed> packages = new HashSet<>();

    /** @param wanted the names of the files that matter; what databases say of others is not kept */
    Owners(RootFolder root, Set<String> wanted) {
        this.root = root;
        this.wanted = wanted;
    }

    /** Notes a package, which need not have files. */
    void add(Installed owner) {
        packages.add(owner);
    }

    /**
     * Notes that a package has a file; the first that claims one has it.
     *
     * @param name as the database has it: absolute, and perhaps through links such as /lib
     */
    void claim(String name, Installed owner) {
        packages.add(owner);
        if (name.startsWith("/")) {
            root.real(name.substring(1)).filter(wanted::contains).ifPresent(real -> owners.putIfAbsent(real, owner));
        }
    }

    /** The package that has a file of these names, or null. */
    @Nullable
    Installed of(Collection<String> names) {
        for (String name : names) {
            Installed owner = owners.get(name);
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    /** How many packages there are. */
    int packages() {
        return packages.size();
    }
}
