package hotpath.launcher;

import hotpath.interpreter.natives.Capability;
import hotpath.interpreter.natives.host.FileGrants;
import hotpath.interpreter.natives.host.GrantedFiles;
import hotpath.interpreter.natives.host.SystemFiles;
import hotpath.interpreter.natives.host.SystemHost;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostServices;
import hotpath.platform.HostEnvironment;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host that a guest of the command line sees.
 *
 * <p>Three things are there without a grant: the library's own files (time zones, security
 * properties, currencies), which are parts of classes; the class path; and the devices that random
 * numbers come from, which tell nothing.
 */
final class GuestHost {
  private static final List<String> RANDOM = List.of("/dev/random", "/dev/urandom");

  private GuestHost() {}

  static HostServices of(RunRequest request, Streams streams) {
    HostServices host = new SystemHost(files(request));
    // The streams of the process need no detour: the guest does its own buffering.
    return streams.ofProcess() ? host : new StreamsHost(streams, host);
  }

  private static HostFiles files(RunRequest request) {
    HostFiles files = new SystemFiles();
    if (request.grants().all()) {
      return files;
    }
    List<String> read = new ArrayList<>(request.grants().read());
    read.addAll(RANDOM);
    read.add(property("java.home"));
    for (String entry : request.classPath().split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        read.add(entry);
      }
    }
    FileGrants grants = new FileGrants(read, request.grants().write());
    return new GrantedFiles(files, grants, property("user.dir"));
  }

  private static String property(String name) {
    @Nullable String value = HostEnvironment.property(name);
    if (value == null) {
      throw new IllegalStateException("the host has no " + name);
    }
    return value;
  }

  static Set<Capability> capabilities(Grants grants) {
    Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    if (!grants.environment()) {
      capabilities.remove(Capability.ENVIRONMENT);
    }
    return capabilities;
  }
}
