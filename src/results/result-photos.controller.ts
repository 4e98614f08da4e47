import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Inject,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AckSchema, IdSchema } from '../contracts/common.js';
import {
  type ResultPhotoKept,
  ResultPhotoKeptSchema,
  type ResultPhotoPage,
  ResultPhotoPageSchema,
  type ResultPhotoQuery,
  ResultPhotoQuerySchema,
  type SendResultPhoto,
  SendResultPhotoSchema,
} from '../contracts/results.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { ResultPhotosService } from './result-photos.service.js';

@ApiTags('results')
@Controller('events/:eventId/result-photos')
export class ResultPhotosController {
  constructor(@Inject(ResultPhotosService) private readonly photos: ResultPhotosService) {}

  @Post()
  @Endpoint({ action: 'results.send', answer: ResultPhotoKeptSchema })
  send(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: SendResultPhotoSchema }) wish: SendResultPhoto,
  ): Promise<ResultPhotoKept> {
    return this.photos.send(principal, eventId, wish);
  }

  @Get()
  @Endpoint({ action: 'result_photos.read', answer: ResultPhotoPageSchema })
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: ResultPhotoQuerySchema }) query: ResultPhotoQuery,
  ): Promise<ResultPhotoPage> {
    return this.photos.list(principal, eventId, query);
  }

  @Get(':photoId')
  @Header('cache-control', 'no-store')
  @Header('x-content-type-options', 'nosniff')
  @Endpoint({ action: 'result_photos.read' })
  async jpeg(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('photoId', { schema: IdSchema }) photoId: string,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.photos.jpeg(principal, eventId, photoId), { type: 'image/jpeg' });
  }

  @Delete(':photoId')
  @Endpoint({ action: 'results.correct', answer: AckSchema })
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('photoId', { schema: IdSchema }) photoId: string,
  ): Promise<{ ok: true }> {
    await this.photos.remove(principal, eventId, photoId);
    return { ok: true };
  }
}
