import { send } from '../http/send';
import * as body from './body';
import * as connection from './connection';
import type { Mischief, Outgoing, Send } from './fault';
import * as head from './head';

/** How a response with this fault is sent. */
export function sender(fault: Mischief): Send {
  switch (fault.kind) {
    case 'reset':
      return connection.reset(fault.afterBytes);
    case 'stall':
      return connection.stall(fault.afterBytes);
    case 'truncate':
      return connection.truncate(fault.atBytes);
    case 'slow':
      return connection.slow(fault.bytesPerSecond);
    case 'delay':
      return connection.delay(fault.ms);
    case 'endless':
      return connection.endless();
    case 'status':
    case 'redirect':
    case 'mislabelled':
    case 'hugeHeader':
    case 'unknownEncoding':
    case 'headers':
      return changed(headChange(fault));
    case 'malformed':
    case 'empty':
    case 'html':
    case 'bom':
    case 'invalidUtf8':
    case 'replace':
    case 'corruptGzip':
    case 'truncatedGzip':
    case 'gzipBomb':
      return changed(bodyChange(fault));
  }
}

type HeadKind =
  'status' | 'redirect' | 'mislabelled' | 'hugeHeader' | 'unknownEncoding' | 'headers';
type ConnectionKind = 'reset' | 'stall' | 'truncate' | 'slow' | 'delay' | 'endless';
type HeadFault = Extract<Mischief, { kind: HeadKind }>;
type BodyFault = Exclude<Mischief, { kind: HeadKind | ConnectionKind }>;
type Change = (answer: Outgoing) => Outgoing;

function changed(change: Change): Send {
  return (response, answer) => send(response, change(answer));
}

function headChange(fault: HeadFault): Change {
  switch (fault.kind) {
    case 'status':
      return head.status(fault.status, fault.headers, fault.body);
    case 'redirect':
      return head.redirect(fault.location, fault.status);
    case 'mislabelled':
      return head.mislabelled(fault.contentType);
    case 'hugeHeader':
      return head.hugeHeader(fault.bytes);
    case 'unknownEncoding':
      return head.unknownEncoding();
    case 'headers':
      return head.withHeaders(fault.headers);
  }
}

function bodyChange(fault: BodyFault): Change {
  switch (fault.kind) {
    case 'malformed':
      return body.malformed(fault.body);
    case 'empty':
      return body.empty();
    case 'html':
      return body.html();
    case 'bom':
      return body.bom();
    case 'invalidUtf8':
      return body.invalidUtf8();
    case 'replace':
      return body.replace(fault.find, fault.by);
    case 'corruptGzip':
      return body.corruptGzip();
    case 'truncatedGzip':
      return body.truncatedGzip();
    case 'gzipBomb':
      return body.gzipBomb(fault.bytes);
  }
}
