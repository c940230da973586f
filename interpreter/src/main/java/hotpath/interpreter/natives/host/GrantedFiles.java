package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.Errno;
import hotpath.interpreter.vm.FilePlace;
import hotpath.interpreter.vm.FileSpace;
import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostNode;
import org.jspecify.annotations.Nullable;

/**
 * The host's files, as far as they are granted. Each path is looked up here, link by link; what
 * comes out is compared with the grants, and it, not the path that was given, is what the host gets
 * to see. So there is one place that decides, whatever a path looks like.
 *
 * <p>A guest cannot change a folder between the look-up and the use: all natives of a VM run on one
 * host thread. Another process that may write in a granted folder could.
 */
public final class GrantedFiles implements HostFiles {
  private final HostFiles files;
  private final FileGrants grants;
  private final PathWalk walk;

  /** Looked up at the first use: nothing of the guest's can have changed before. */
  private @Nullable GrantedRoots roots;

  /** What is needed of a file. */
  private enum Need {
    /** Whether it exists, and its attributes. */
    KNOW,
    READ,
    WRITE
  }

  /**
   * @param currentFolder where relative paths start, of grants and of the guest
   */
  public GrantedFiles(HostFiles files, FileGrants grants, String currentFolder) {
    this.files = files;
    this.grants = grants;
    walk = new PathWalk(files, PathWalk.text(currentFolder));
  }

  private GrantedRoots roots() {
    GrantedRoots known = roots;
    if (known == null) {
      known = new GrantedRoots(grants, walk);
      roots = known;
    }
    return known;
  }

  private boolean allows(String realPath, Need need) {
    return switch (need) {
      case KNOW -> roots().mayKnow(realPath);
      case READ -> roots().mayRead(realPath);
      case WRITE -> roots().mayWrite(realPath);
    };
  }

  /** The real path of a place, if it is granted. */
  private String resolve(FilePlace place, Need need) throws HostFailure {
    String path = PathWalk.ofBytes(place.path());
    if (place.folder() instanceof GrantedNode folder && !path.startsWith("/")) {
      path = folder.realPath() + "/" + path;
    }
    String asked = path;
    String real =
        walk.resolve(
            path,
            place.follow(),
            folder -> {
              if (!roots().mayPass(folder)) {
                throw missing(asked, need);
              }
            });
    if (!allows(real, need)) {
      throw missing(asked, need);
    }
    return real;
  }

  private HostFailure missing(String path, Need need) {
    String option = need == Need.WRITE ? "--allow-write=" : "--allow-read=";
    return HostFailure.notGranted(option + PathWalk.display(walk.absolute(path)));
  }

  private byte[] resolved(byte[] path, boolean follow, Need need) throws HostFailure {
    return PathWalk.bytes(resolve(new FilePlace(null, path, follow), need));
  }

  /** The place to give to the host: it has no links any more. */
  private FilePlace granted(FilePlace place, Need need) throws HostFailure {
    return new FilePlace(null, PathWalk.bytes(resolve(place, need)), place.follow());
  }

  void checkWrite(String realPath) throws HostFailure {
    if (!roots().mayWrite(realPath)) {
      throw missing(realPath, Need.WRITE);
    }
  }

  @Override
  public HostNode open(FilePlace place, int flags, int mode) throws HostFailure {
    boolean exclusive = (flags & O_CREATE) != 0 && (flags & O_EXCLUSIVE) != 0;
    boolean follow = place.follow() && !exclusive && (flags & O_NO_FOLLOW) == 0;
    FilePlace asked = new FilePlace(place.folder(), place.path(), follow);
    int access = flags & O_ACCESS_MODE;
    boolean writes = access != O_READ_ONLY || (flags & (O_CREATE | O_TRUNCATE)) != 0;
    String real = resolve(asked, writes ? Need.WRITE : Need.READ);
    if (access != O_WRITE_ONLY && !roots().mayRead(real)) {
      throw missing(PathWalk.ofBytes(place.path()), Need.READ);
    }
    if (!follow && !exclusive) {
      refuseLink(real);
    }
    HostNode node = files.open(FilePlace.of(PathWalk.bytes(real)), flags, mode);
    return new GrantedNode(node, real, this);
  }

  /** The host must not follow what was not looked up, whatever its flags mean to it. */
  private void refuseLink(String real) throws HostFailure {
    boolean link;
    try {
      link = files.status(FilePlace.noFollow(PathWalk.bytes(real))).isLink();
    } catch (HostFailure e) {
      return;
    }
    if (link) {
      throw new HostFailure(Errno.ELOOP, files.message(Errno.ELOOP));
    }
  }

  @Override
  public FileStatus status(FilePlace place) throws HostFailure {
    return files.status(granted(place, Need.KNOW));
  }

  @Override
  public void checkAccess(byte[] path, int rights) throws HostFailure {
    Need need = (rights & WRITE) != 0 ? Need.WRITE : (rights & READ) != 0 ? Need.READ : Need.KNOW;
    byte[] real = resolved(path, true, need);
    if (need == Need.WRITE && (rights & READ) != 0) {
      resolve(FilePlace.of(path), Need.READ);
    }
    files.checkAccess(real, rights);
  }

  @Override
  public byte[] readLink(byte[] path) throws HostFailure {
    return files.readLink(resolved(path, false, Need.KNOW));
  }

  @Override
  public byte[] realPath(byte[] path) throws HostFailure {
    return files.realPath(resolved(path, true, Need.KNOW));
  }

  @Override
  public void makeFolder(byte[] path, int mode) throws HostFailure {
    files.makeFolder(resolved(path, false, Need.WRITE), mode);
  }

  @Override
  public void makeNode(byte[] path, int mode, long device) throws HostFailure {
    files.makeNode(resolved(path, false, Need.WRITE), mode, device);
  }

  /**
   * A link that leads out of what is granted could not be followed by the guest, but by others: it
   * is not made.
   */
  @Override
  public void makeLink(byte[] target, byte[] path) throws HostFailure {
    byte[] link = resolved(path, false, Need.WRITE);
    String text = PathWalk.ofBytes(target);
    if (!text.startsWith("/")) {
      String real = PathWalk.ofBytes(link);
      text = real.substring(0, real.lastIndexOf('/') + 1) + text;
    }
    if (!roots().mayKnow(walk.byWords(text))) {
      resolve(FilePlace.of(PathWalk.bytes(text)), Need.KNOW);
    }
    files.makeLink(target, link);
  }

  /** The new name gives the rights of its folder to the old file, so they must be the same. */
  @Override
  public void makeHardLink(byte[] existing, byte[] path) throws HostFailure {
    String from = resolve(FilePlace.noFollow(existing), Need.WRITE);
    String to = resolve(FilePlace.noFollow(path), Need.WRITE);
    checkReading(from, to);
    files.makeHardLink(PathWalk.bytes(from), PathWalk.bytes(to));
  }

  @Override
  public void remove(FilePlace place, boolean folder) throws HostFailure {
    files.remove(granted(noFollow(place), Need.WRITE), folder);
  }

  @Override
  public void rename(FilePlace from, FilePlace to) throws HostFailure {
    String source = resolve(noFollow(from), Need.WRITE);
    String target = resolve(noFollow(to), Need.WRITE);
    checkReading(source, target);
    files.rename(
        FilePlace.noFollow(PathWalk.bytes(source)), FilePlace.noFollow(PathWalk.bytes(target)));
  }

  /** What may not be read must not get to where it may. */
  private void checkReading(String from, String to) throws HostFailure {
    if (roots().mayRead(to) && !roots().mayRead(from)) {
      throw missing(from, Need.READ);
    }
  }

  private static FilePlace noFollow(FilePlace place) {
    return new FilePlace(place.folder(), place.path(), false);
  }

  @Override
  public void changeMode(FilePlace place, int mode) throws HostFailure {
    files.changeMode(granted(place, Need.WRITE), mode);
  }

  @Override
  public void changeOwner(FilePlace place, int user, int group) throws HostFailure {
    files.changeOwner(granted(place, Need.WRITE), user, group);
  }

  @Override
  public void setTimes(FilePlace place, long accessed, long modified) throws HostFailure {
    files.setTimes(granted(place, Need.WRITE), accessed, modified);
  }

  @Override
  public FileSpace space(byte[] path) throws HostFailure {
    return files.space(resolved(path, true, Need.KNOW));
  }

  @Override
  public byte[] userName(int user) throws HostFailure {
    return files.userName(user);
  }

  @Override
  public byte[] groupName(int group) throws HostFailure {
    return files.groupName(group);
  }

  @Override
  public int user(byte[] name) throws HostFailure {
    return files.user(name);
  }

  @Override
  public int group(byte[] name) throws HostFailure {
    return files.group(name);
  }

  @Override
  public String message(int errno) {
    return files.message(errno);
  }
}
